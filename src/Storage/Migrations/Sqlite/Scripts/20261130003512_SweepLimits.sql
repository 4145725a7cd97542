ALTER TABLE "sweeps" ADD "limited_to" INTEGER NULL;

drop view sweep_progress;
drop view live_silos;

-- With whether a node takes trials, and whether it is quarantined as a whole.
create view live_silos as
select silo, cluster, node, pool, cpus, gpus, serves,
       not draining and not exists (
           select 1 from drained_nodes d where d.cluster = silos.cluster and d.node = silos.node) as takes_trials,
       quarantined like 'all:%' as is_quarantined
from silos
where left_at is null and beat_at > strftime('%Y-%m-%d %H:%M:%f+00:00', 'now', '-10 seconds');

-- With what a sweep waits for of which no trial runs, as far as these tables know it, and with its limit.
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
       s.limited_to
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


INSERT INTO "schema_migrations" ("migration_id", "product_version")
VALUES ('20261130003512_SweepLimits', '10.0.15');

