-- Rows that change with each decision stay in their page.
alter table sweep_counts set (fillfactor = 50);

insert into sweep_counts (sweep_key, running, waiting, paused, completed, pruned, failed, cancelled)
    select sweep_key,
           count(*) filter (where status = 'running'),
           count(*) filter (where status = 'waiting'),
           count(*) filter (where status = 'paused'),
           count(*) filter (where status = 'completed'),
           count(*) filter (where status = 'pruned'),
           count(*) filter (where status = 'failed'),
           count(*) filter (where status = 'cancelled')
    from trials
    group by sweep_key;

-- For each statement that adds, changes or deletes trials, however many.
create function count_trials() returns trigger language plpgsql as $$
begin
    if tg_op = 'INSERT' then
        insert into sweep_counts as c (sweep_key, running, waiting, paused, completed, pruned, failed, cancelled)
        select sweep_key,
               count(*) filter (where status = 'running'),
               count(*) filter (where status = 'waiting'),
               count(*) filter (where status = 'paused'),
               count(*) filter (where status = 'completed'),
               count(*) filter (where status = 'pruned'),
               count(*) filter (where status = 'failed'),
               count(*) filter (where status = 'cancelled')
        from added
        group by sweep_key
        on conflict (sweep_key) do update set
            running = c.running + excluded.running,
            waiting = c.waiting + excluded.waiting,
            paused = c.paused + excluded.paused,
            completed = c.completed + excluded.completed,
            pruned = c.pruned + excluded.pruned,
            failed = c.failed + excluded.failed,
            cancelled = c.cancelled + excluded.cancelled;
        return null;
    end if;

    if tg_op = 'DELETE' then
        update sweep_counts c set
            running = c.running - d.running,
            waiting = c.waiting - d.waiting,
            paused = c.paused - d.paused,
            completed = c.completed - d.completed,
            pruned = c.pruned - d.pruned,
            failed = c.failed - d.failed,
            cancelled = c.cancelled - d.cancelled
        from (
            select sweep_key,
                   count(*) filter (where status = 'running') as running,
                   count(*) filter (where status = 'waiting') as waiting,
                   count(*) filter (where status = 'paused') as paused,
                   count(*) filter (where status = 'completed') as completed,
                   count(*) filter (where status = 'pruned') as pruned,
                   count(*) filter (where status = 'failed') as failed,
                   count(*) filter (where status = 'cancelled') as cancelled
            from removed
            group by sweep_key) d
        where c.sweep_key = d.sweep_key;
        return null;
    end if;

    update sweep_counts c set
        running = c.running + d.running,
        waiting = c.waiting + d.waiting,
        paused = c.paused + d.paused,
        completed = c.completed + d.completed,
        pruned = c.pruned + d.pruned,
        failed = c.failed + d.failed,
        cancelled = c.cancelled + d.cancelled
    from (
        select sweep_key,
               coalesce(sum(n) filter (where status = 'running'), 0) as running,
               coalesce(sum(n) filter (where status = 'waiting'), 0) as waiting,
               coalesce(sum(n) filter (where status = 'paused'), 0) as paused,
               coalesce(sum(n) filter (where status = 'completed'), 0) as completed,
               coalesce(sum(n) filter (where status = 'pruned'), 0) as pruned,
               coalesce(sum(n) filter (where status = 'failed'), 0) as failed,
               coalesce(sum(n) filter (where status = 'cancelled'), 0) as cancelled
        from (
            select sweep_key, status, 1 as n from added
            union all
            select sweep_key, status, -1 from removed) moved
        group by sweep_key) d
    where c.sweep_key = d.sweep_key
        and (d.running, d.waiting, d.paused, d.completed, d.pruned, d.failed, d.cancelled) <> (0, 0, 0, 0, 0, 0, 0);
    return null;
end $$;

create trigger trials_counted_insert after insert on trials
    referencing new table as added for each statement execute function count_trials();
create trigger trials_counted_delete after delete on trials
    referencing old table as removed for each statement execute function count_trials();
create trigger trials_counted_update after update on trials
    referencing new table as added old table as removed for each statement execute function count_trials();

-- The same answers as before, from the counts.
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
       end as waits_for
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
left join best_trials b on b.sweep = s.id;
