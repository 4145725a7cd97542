-- Views as before, but without sweeps that are being deleted, and with what people wrote about a sweep.

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
    end
where s.deleting_at is null;

create or replace view trial_curves as
select s.id as sweep,
       s.name,
       t.number as trial,
       c.metric,
       c.step,
       c.at,
       c.value,
       c.kind
from sweeps s
join trials t on t.sweep_key = s.key
cross join lateral (
    select n.name as metric, m.step, m.at, m.value,
           case m.kind when 0 then 'finite' when 1 then 'nan' when 2 then 'infinity' else '-infinity' end as kind
    from metric_rows m
    join metric_names n on n.id = m.metric_id
    where m.trial_id = t.id
    union all
    select n.name,
           coalesce(p.step, k.first_step + (p.number - 1) * k.stride, k.first_step),
           p.at,
           case when p.value > '-Infinity' and p.value < 'Infinity' then p.value end,
           case p.value when 'NaN' then 'nan' when 'Infinity' then 'infinity' when '-Infinity' then '-infinity'
               else 'finite' end
    from packed_curves k
    join metric_names n on n.id = k.metric_id
    cross join lateral unnest(k.steps, k.at, k.values) with ordinality as p (step, at, value, number)
    where k.trial_id = t.id) c
where s.deleting_at is null;

create or replace view trial_states as
select t.id,
       s.id as sweep,
       s.name,
       t.number as trial,
       case when t.status = 'running' and l.silo is null then 'waiting' else t.status end as status,
       t.trained_seconds + case
           when t.status <> 'running' then 0
           else greatest(0, extract(epoch from
               case when l.silo is null then coalesce(o.beat_at, now()) else now() end
               - coalesce(t.attempt_started_at, t.started_at)))
       end::double precision as seconds
from trials t
join sweeps s on s.key = t.sweep_key
left join live_silos l on l.silo = t.node
left join silos o on o.silo = t.node
where s.deleting_at is null;

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
       end as waits_for,
       s.archived_at,
       s.note,
       (select string_agg(g.tag, ',' order by g.tag) from sweep_tags g where g.sweep_key = s.key) as tags
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
