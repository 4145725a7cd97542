-- With whether a node takes trials, and whether it is quarantined as a whole.
create or replace view live_silos as
select silo, cluster, node, pool, cpus, gpus, serves,
       not draining and not exists (
           select from drained_nodes d where d.cluster = silos.cluster and d.node = silos.node) as takes_trials,
       quarantined like 'all:%' as is_quarantined
from silos
where left_at is null and beat_at > now() - interval '10 seconds';

-- With what a sweep waits for of which no trial runs, as far as these tables know it, and with its limit.
create or replace view sweep_progress as
select s.id as sweep,
       s.name,
       s.status,
       s.reason,
       coalesce(c.running + c.waiting + c.paused + c.completed + c.pruned + c.failed + c.cancelled, 0) as trials,
       r.live as running,
       coalesce(c.waiting + c.running - r.live, 0) as waiting,
       coalesce(c.paused, 0) as paused,
       coalesce(c.completed, 0) as completed,
       coalesce(c.pruned, 0) as pruned,
       coalesce(c.failed, 0) as failed,
       coalesce(c.cancelled, 0) as cancelled,
       coalesce(c.completed + c.pruned + c.failed + c.cancelled, 0) as ended,
       s.run_cap,
       s.metric,
       s.goal,
       b.trial as best_trial,
       b.objective as best_objective,
       (c.completed + c.pruned + c.failed + c.cancelled) / nullif((extract(epoch from coalesce(s.finished_at, now()) - s.started_at) / 60.0)::double precision, 0) as trials_per_minute,
       s.created_at,
       s.started_at,
       s.finished_at,
       extract(epoch from coalesce(s.finished_at, now()) - s.started_at)::double precision as seconds,
       s.key,
       case
           when s.status not in ('preparing', 'running', 'stopping', 'cancelling') then null
           when not exists (select from live_silos l where l.cluster = s.cluster)
               then case
                   -- A cluster that has not said a word yet may be about to.
                   when s.created_at > now() - interval '10 seconds'
                       and not exists (select from silos o where o.cluster = s.cluster) then null
                   else 'a node'
               end
           when not exists (
               select from live_silos l
               where l.cluster = s.cluster and l.pool = n.pool and l.cpus >= n.cpu and l.gpus >= n.gpu)
               then 'a node of pool ''' || n.pool || ''' with cpu: ' || n.cpu || case when n.gpu > 0 then ', gpu: ' || n.gpu else '' end
           when r.live > 0 or s.status not in ('running', 'stopping') then null
           when s.reason = 'paused' then 'its user, who paused it'
           when not exists (
               select from live_silos l
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
               select from live_silos l
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
       (select string_agg(g.tag, ',' order by g.tag) from sweep_tags g where g.sweep_key = s.key) as tags,
       s.limited_to
from sweeps s
cross join lateral (
    select coalesce(s.spec -> 'resources' ->> 'pool', 'default') as pool,
           coalesce((s.spec -> 'resources' ->> 'cpu')::double precision, 1) as cpu,
           coalesce((s.spec -> 'resources' ->> 'gpu')::double precision, 0) as gpu) n
left join sweep_counts c on c.sweep_key = s.key
cross join lateral (
    -- Of the trials that are stored as running, those on a living node.
    select count(*) as live
    from trials t
    where t.sweep_key = s.key and t.status = 'running' and exists (select from live_silos l where l.silo = t.node)) r
left join best_trials b on b.sweep = s.id
where s.deleting_at is null;
