drop view sweep_progress;
drop view best_trials;

-- A trial that keeps all limits comes before all that do not. The second query is asked only if there is no
-- such trial.
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
join trials b on b.id = case s.goal
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
    end
where s.deleting_at is null;

-- With how far the best trial is outside of limits.
create view sweep_progress as
select s.id as sweep,
       s.name,
       s.status,
       s.reason,
       coalesce(c.trials, 0) as trials,
       coalesce(c.running, 0) as running,
       coalesce(c.waiting, 0) as waiting,
       coalesce(c.paused, 0) as paused,
       coalesce(c.completed, 0) as completed,
       coalesce(c.pruned, 0) as pruned,
       coalesce(c.failed, 0) as failed,
       coalesce(c.cancelled, 0) as cancelled,
       coalesce(c.ended, 0) as ended,
       s.run_cap,
       s.metric,
       s.goal,
       b.trial as best_trial,
       b.objective as best_objective,
       c.ended / nullif(((julianday(coalesce(s.finished_at, 'now')) - julianday(s.started_at)) * 1440.0), 0) as trials_per_minute,
       s.created_at,
       s.started_at,
       s.finished_at,
       (julianday(coalesce(s.finished_at, 'now')) - julianday(s.started_at)) * 86400.0 as seconds,
       s.key,
       case
           when s.status not in ('preparing', 'running', 'stopping', 'cancelling') then null
           when not exists (select 1 from live_silos l where l.cluster = s.cluster)
               then case
                   -- A cluster that has not said a word yet may be about to.
                   when s.created_at > strftime('%Y-%m-%d %H:%M:%f+00:00', 'now', '-10 seconds')
                       and not exists (select 1 from silos o where o.cluster = s.cluster) then null
                   else 'a node'
               end
           when not exists (
               select 1 from live_silos l
               where l.cluster = s.cluster and l.pool = n.pool and l.cpus >= n.cpu and l.gpus >= n.gpu)
               then 'a node of pool ''' || n.pool || ''' with cpu: ' || n.cpu_text || case when n.gpu > 0 then ', gpu: ' || n.gpu_text else '' end
           when coalesce(c.running, 0) > 0 or s.status not in ('running', 'stopping') then null
           when s.reason = 'paused' then 'its user, who paused it'
           when not exists (
               select 1 from live_silos l
               where l.cluster = s.cluster and l.pool = n.pool and l.cpus >= n.cpu and l.gpus >= n.gpu
                   and l.takes_trials)
               then 'a node of pool ''' || n.pool || ''' that takes trials: ' || (
                   select case count(*)
                       when 1 then '''' || min(l.node) || ''' is draining'
                       else 'all ' || count(*) || ' are draining'
                   end
                   from live_silos l
                   where l.cluster = s.cluster and l.pool = n.pool and l.cpus >= n.cpu and l.gpus >= n.gpu)
           when not exists (
               select 1 from live_silos l
               where l.cluster = s.cluster and l.pool = n.pool and l.cpus >= n.cpu and l.gpus >= n.gpu
                   and l.takes_trials and not l.is_quarantined)
               then 'a node of pool ''' || n.pool || ''' that is not quarantined: ' || (
                   select case count(*)
                       when 1 then '''' || min(l.node) || ''' is quarantined'
                       else 'all ' || count(*) || ' are quarantined'
                   end
                   from live_silos l
                   where l.cluster = s.cluster and l.pool = n.pool and l.cpus >= n.cpu and l.gpus >= n.gpu
                       and l.takes_trials)
       end as waits_for,
       s.archived_at,
       s.note,
       (select group_concat(tag, ',')
        from (select g.tag from sweep_tags g where g.sweep_key = s.key order by g.tag)) as tags,
       s.limited_to,
       b.violation as best_violation
from sweeps s
join (
    select key,
           coalesce(json_extract(spec, '$.resources.pool'), 'default') as pool,
           coalesce(json_extract(spec, '$.resources.cpu'), 1) as cpu,
           coalesce(json_extract(spec, '$.resources.gpu'), 0) as gpu,
           rtrim(rtrim(printf('%.6f', coalesce(json_extract(spec, '$.resources.cpu'), 1)), '0'), '.') as cpu_text,
           rtrim(rtrim(printf('%.6f', coalesce(json_extract(spec, '$.resources.gpu'), 0)), '0'), '.') as gpu_text
    from sweeps) n on n.key = s.key
left join (
    select t.sweep_key,
           count(*) as trials,
           count(*) filter (where t.status = 'running' and exists (select 1 from live_silos l where l.silo = t.node)) as running,
           count(*) filter (where t.status = 'waiting' or (t.status = 'running' and not exists (select 1 from live_silos l where l.silo = t.node))) as waiting,
           count(*) filter (where t.status = 'paused') as paused,
           count(*) filter (where t.status = 'completed') as completed,
           count(*) filter (where t.status = 'pruned') as pruned,
           count(*) filter (where t.status = 'failed') as failed,
           count(*) filter (where t.status = 'cancelled') as cancelled,
           count(*) filter (where t.status in ('completed', 'pruned', 'failed', 'cancelled')) as ended
    from trials t
    group by t.sweep_key) c on c.sweep_key = s.key
left join best_trials b on b.sweep = s.id
where s.deleting_at is null;
