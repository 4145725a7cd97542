-- What the baseline has besides tables that EF Core can describe. This file never changes once it is released.

-- Tables that are stored in the order of their primary key, which EF Core cannot describe. It would store a copy of
-- each key in an index.
create table metrics (
    trial_id  integer not null,
    metric_id integer not null,
    step      integer not null,
    at        text not null,
    value     real,
    -- 0 a finite number; 1 NaN, 2 infinity, 3 -infinity, whose value is null.
    kind      integer not null,
    constraint metrics_pkey primary key (trial_id, metric_id, step),
    constraint metrics_check check ((kind = 0 and value is not null) or (kind between 1 and 3 and value is null))
) without rowid;

create table sweep_events (
    sweep_key integer not null,
    seq       integer not null,
    at        text not null default (strftime('%Y-%m-%d %H:%M:%f+00:00', 'now')),
    kind      text not null,
    version   integer not null,
    event     text not null,
    actions   text not null,
    constraint sweep_events_pkey primary key (sweep_key, seq),
    constraint sweep_events_sweep_key_fkey foreign key (sweep_key) references sweeps (key),
    constraint sweep_events_seq_check check (seq >= 1)
) without rowid;

create table trial_logs (
    trial_id integer not null,
    attempt  integer not null,
    start    integer not null,
    stop     integer not null,
    stream   integer not null,
    at       text not null default (strftime('%Y-%m-%d %H:%M:%f+00:00', 'now')),
    text     text not null,
    constraint trial_logs_pkey primary key (trial_id, attempt, start),
    constraint trial_logs_start_check check (start >= 0),
    constraint trial_logs_check check (stop > start),
    constraint trial_logs_stream_check check (stream between 0 and 2)
) without rowid;

-- The best trial of each sweep: completed, with a finite objective; of equal ones, the one with the lower number.
-- seconds is its training time without pauses.
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

-- Every point of every curve. If kind is not 'finite', value is null. Filter by sweep or name, and by trial.
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

-- The silos that were heard from in the last ten seconds.
create view live_silos as
select silo, cluster, node, pool, cpus, gpus, serves
from silos
where left_at is null and beat_at > strftime('%Y-%m-%d %H:%M:%f+00:00', 'now', '-10 seconds');

-- The current status and training time of each trial. A trial whose node is dead waits for another one; any other
-- status is the stored one.
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

-- The progress of each sweep. "ended" counts completed, pruned, failed and cancelled trials; run_cap is null if there
-- is no limit. A trial on a node that is dead counts as waiting. waits_for describes the node that an unfinished sweep
-- needs if no live node of its cluster matches, and is null otherwise.
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
