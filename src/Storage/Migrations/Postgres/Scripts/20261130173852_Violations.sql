ALTER TABLE trials ADD violation double precision;

CREATE INDEX trials_violation ON trials (sweep_key, violation) WHERE violation is not null;

-- A trial that keeps all limits comes before all that do not. The second query is asked only if there is no
-- such trial.
create or replace view best_trials as
select s.id as sweep,
       s.name,
       b.number as trial,
       b.objective,
       s.metric,
       s.goal,
       (select m.value
        from metrics m
        where m.trial_id = b.id and m.metric_id = (select n.id from metric_names n where n.name = 'test_accuracy')
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
       s.limited_to,
       b.violation as best_violation
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


INSERT INTO schema_migrations (migration_id, product_version)
VALUES ('20261130173852_Violations', '10.0.15');

