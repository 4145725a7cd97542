-- The best trial of each sweep: completed, with a finite objective; of equals, the one with the lower number.
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
       extract(epoch from b.finished_at - b.started_at)::double precision as seconds
from sweeps s
join trials b on b.id = case s.goal
    when 'maximize' then (
        select t.id from trials t
        where t.sweep_key = s.key and t.status = 'completed' and t.objective is not null
        order by t.objective desc, t.number limit 1)
    else (
        select t.id from trials t
        where t.sweep_key = s.key and t.status = 'completed' and t.objective is not null
        order by t.objective, t.number limit 1)
    end;

-- Every point of every curve. Where kind is not 'finite', value is null. Filter by sweep or name, and by trial.
create view trial_curves as
select s.id as sweep,
       s.name,
       t.number as trial,
       n.name as metric,
       m.step,
       m.at,
       m.value,
       case m.kind when 0 then 'finite' when 1 then 'nan' when 2 then 'infinity' else '-infinity' end as kind
from sweeps s
join trials t on t.sweep_key = s.key
join metrics m on m.trial_id = t.id
join metric_names n on n.id = m.metric_id;

-- How far each sweep is. "ended" counts completed, failed and cancelled trials; run_cap is null where there is none.
create view sweep_progress as
select s.id as sweep,
       s.name,
       s.status,
       s.reason,
       coalesce(c.trials, 0) as trials,
       coalesce(c.running, 0) as running,
       coalesce(c.waiting, 0) as waiting,
       coalesce(c.completed, 0) as completed,
       coalesce(c.failed, 0) as failed,
       coalesce(c.cancelled, 0) as cancelled,
       coalesce(c.completed + c.failed + c.cancelled, 0) as ended,
       s.run_cap,
       s.metric,
       s.goal,
       b.trial as best_trial,
       b.objective as best_objective,
       (c.completed + c.failed + c.cancelled) / nullif((extract(epoch from coalesce(s.finished_at, now()) - s.started_at) / 60.0)::double precision, 0) as trials_per_minute,
       s.created_at,
       s.started_at,
       s.finished_at,
       extract(epoch from coalesce(s.finished_at, now()) - s.started_at)::double precision as seconds,
       s.key
from sweeps s
left join lateral (
    select count(*) as trials,
           count(*) filter (where t.status = 'running') as running,
           count(*) filter (where t.status = 'waiting') as waiting,
           count(*) filter (where t.status = 'completed') as completed,
           count(*) filter (where t.status = 'failed') as failed,
           count(*) filter (where t.status = 'cancelled') as cancelled
    from trials t
    where t.sweep_key = s.key) c on true
left join best_trials b on b.sweep = s.id;
