-- The trials that no other one dominates, of sweeps with several objectives. A commit of the sweep marks them.
create view pareto_fronts as
select s.id as sweep,
       s.name,
       t.number as trial,
       (select json_group_array(metric)
        from (select s.metric as metric
              union all
              select json_extract(more.value, '$.metric')
              from json_each(s.spec, '$.search.more_objectives') more)) as metrics,
       t.objectives,
       t.assignment,
       t.attempt,
       t.started_at,
       t.finished_at,
       t.trained_seconds as seconds,
       t.violation
from sweeps s
join trials t on t.sweep_key = s.key and t.on_front
where s.deleting_at is null;
