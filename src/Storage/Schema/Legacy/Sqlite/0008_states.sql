-- How long a trial trained: its attempts that ended, and since when the one that runs does. A trial that rests at a rung, or waits
-- for a node, does not train.
alter table trials add column trained_seconds double precision not null default 0;
alter table trials add column attempt_started_at text;

update trials set trained_seconds = coalesce((julianday(finished_at) - julianday(started_at)) * 86400.0, 0);

-- From the log, where it has the trial: each attempt from its begin to whatever was decided of the trial next.
with decided as (
    select e.sweep_key, e.seq, e.at, a.key as n, json_extract(a.value, '$.kind') as kind, json_extract(a.value, '$.trial') as trial
    from sweep_events e, json_each(e.actions) a
    where json_extract(a.value, '$.kind') in ('begin_attempt', 'requeue', 'pause_trial', 'end_trial')),
spans as (
    select sweep_key, trial, kind, at, lead(at) over (partition by sweep_key, trial order by seq, n) as until from decided),
trained as (
    select sweep_key, trial,
           coalesce(sum((julianday(until) - julianday(at)) * 86400.0) filter (where kind = 'begin_attempt'), 0) as seconds,
           max(at) filter (where kind = 'begin_attempt' and until is null) as since
    from spans
    group by sweep_key, trial)
update trials set trained_seconds = d.seconds, attempt_started_at = d.since
from trained d
where trials.sweep_key = d.sweep_key and trials.number = d.trial;

-- A silo that was heard of in the last ten seconds lives.
create view live_silos as
select silo, cluster, node, pool, cpus, gpus, serves
from silos
where left_at is null and beat_at > strftime('%Y-%m-%d %H:%M:%f+00:00', 'now', '-10 seconds');

-- Where each trial is, and how long it has trained. One whose node is dead waits for another; the rest is as stored.
create view trial_states as
select t.id,
       s.id as sweep,
       s.name,
       t.number as trial,
       case when t.status = 'running' and l.silo is null then 'waiting' else t.status end as status,
       t.trained_seconds + case
           when t.status <> 'running' then 0
           else max(0, (
               julianday(case when l.silo is null then coalesce(o.beat_at, 'now') else 'now' end)
               - julianday(coalesce(t.attempt_started_at, t.started_at))) * 86400.0)
       end as seconds
from trials t
join sweeps s on s.key = t.sweep_key
left join live_silos l on l.silo = t.node
left join silos o on o.silo = t.node;

drop view sweep_progress;
drop view best_trials;
-- The best trial of each sweep: completed, with a finite objective; of equals, the one with the lower number. seconds is the time
-- that it trained, without its rests.
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
       b.trained_seconds as seconds
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

-- How far each sweep is. "ended" counts completed, pruned, failed and cancelled trials; run_cap is null where there is none. A trial
-- on a node that is dead counts as waiting. waits_for says what an unfinished sweep lacks that no live node of its cluster is; null:
-- nothing.
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
       end as waits_for
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
left join best_trials b on b.sweep = s.id;
