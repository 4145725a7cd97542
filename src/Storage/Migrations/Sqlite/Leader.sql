drop view best_trials;

-- Where trials were repeated, the decisions say which trial to name. Otherwise, a trial that keeps all limits comes
-- before all that do not. The last query is asked only if there is no such trial.
create view best_trials as
select s.id as sweep,
       s.name,
       b.number as trial,
       b.objective,
       s.metric,
       s.goal,
       (select m.value
        from metrics m join metric_names n on n.id = m.metric_id
        where m.trial_id = b.id and n.name = 'test_accuracy'
        order by m.step desc limit 1) as test_accuracy,
       b.assignment,
       b.attempt,
       b.started_at,
       b.finished_at,
       b.trained_seconds as seconds,
       b.violation
from sweeps s
join trials b on b.id = coalesce((cast(s.key as bigint) << 32) + s.leader, case s.goal
    when 'maximize' then (
        select coalesce(
            (select t.id from trials t
             where t.sweep_key = s.key and t.status = 'completed' and t.objective is not null and t.violation is null
             order by t.objective desc, t.number limit 1),
            (select t.id from trials t
             where t.sweep_key = s.key and t.status = 'completed' and t.objective is not null
                 and t.violation is not null
             order by t.violation, t.objective desc, t.number limit 1)))
    else (
        select coalesce(
            (select t.id from trials t
             where t.sweep_key = s.key and t.status = 'completed' and t.objective is not null and t.violation is null
             order by t.objective, t.number limit 1),
            (select t.id from trials t
             where t.sweep_key = s.key and t.status = 'completed' and t.objective is not null
                 and t.violation is not null
             order by t.violation, t.objective, t.number limit 1)))
    end)
where s.deleting_at is null;
