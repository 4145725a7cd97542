-- Trials that rest at a rung, and those that were stopped early. A constraint can only be changed where it is written; a new
-- table in this one's place would take its checkpoints with it.
pragma writable_schema = on;
update sqlite_master
set sql = replace(
    sql,
    'check (status in (''running'', ''waiting'', ''completed'', ''failed'', ''cancelled''))',
    'check (status in (''running'', ''waiting'', ''paused'', ''completed'', ''pruned'', ''failed'', ''cancelled''))')
where type = 'table' and name = 'trials';
pragma writable_schema = reset;

-- What a sweep's log adds up to, up to a step; the newest only. The log is the truth: a snapshot may be missing.
create table sweep_snapshots (
    sweep_key integer primary key references sweeps (key),
    seq       integer not null check (seq >= 1),
    version   integer not null,
    sha256    blob not null,
    state     blob not null,
    at        text not null default (strftime('%Y-%m-%d %H:%M:%f+00:00', 'now'))
);

-- How far each sweep is. "ended" counts completed, pruned, failed and cancelled trials; run_cap is null where there is none.
drop view sweep_progress;
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
       s.key
from sweeps s
left join (
    select t.sweep_key,
           count(*) as trials,
           count(*) filter (where t.status = 'running') as running,
           count(*) filter (where t.status = 'waiting') as waiting,
           count(*) filter (where t.status = 'paused') as paused,
           count(*) filter (where t.status = 'completed') as completed,
           count(*) filter (where t.status = 'pruned') as pruned,
           count(*) filter (where t.status = 'failed') as failed,
           count(*) filter (where t.status = 'cancelled') as cancelled,
           count(*) filter (where t.status in ('completed', 'pruned', 'failed', 'cancelled')) as ended
    from trials t
    group by t.sweep_key) c on c.sweep_key = s.key
left join best_trials b on b.sweep = s.id;
