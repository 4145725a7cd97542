ALTER TABLE sweep_counts ADD trained_seconds double precision NOT NULL DEFAULT (0);

update sweep_counts c set trained_seconds = t.trained_seconds
from (select sweep_key, sum(trained_seconds) as trained_seconds from trials group by sweep_key) t
where t.sweep_key = c.sweep_key;

-- For each statement that adds, changes or deletes trials, however many: as before, and their training time.
create or replace function count_trials() returns trigger language plpgsql as $$
begin
    if tg_op = 'INSERT' then
        insert into sweep_counts as c (
            sweep_key, running, waiting, paused, completed, pruned, failed, cancelled, trained_seconds)
        select sweep_key,
               count(*) filter (where status = 'running'),
               count(*) filter (where status = 'waiting'),
               count(*) filter (where status = 'paused'),
               count(*) filter (where status = 'completed'),
               count(*) filter (where status = 'pruned'),
               count(*) filter (where status = 'failed'),
               count(*) filter (where status = 'cancelled'),
               sum(trained_seconds)
        from added
        group by sweep_key
        on conflict (sweep_key) do update set
            running = c.running + excluded.running,
            waiting = c.waiting + excluded.waiting,
            paused = c.paused + excluded.paused,
            completed = c.completed + excluded.completed,
            pruned = c.pruned + excluded.pruned,
            failed = c.failed + excluded.failed,
            cancelled = c.cancelled + excluded.cancelled,
            trained_seconds = c.trained_seconds + excluded.trained_seconds;
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
            cancelled = c.cancelled - d.cancelled,
            trained_seconds = c.trained_seconds - d.trained_seconds
        from (
            select sweep_key,
                   count(*) filter (where status = 'running') as running,
                   count(*) filter (where status = 'waiting') as waiting,
                   count(*) filter (where status = 'paused') as paused,
                   count(*) filter (where status = 'completed') as completed,
                   count(*) filter (where status = 'pruned') as pruned,
                   count(*) filter (where status = 'failed') as failed,
                   count(*) filter (where status = 'cancelled') as cancelled,
                   sum(trained_seconds) as trained_seconds
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
        cancelled = c.cancelled + d.cancelled,
        trained_seconds = c.trained_seconds + d.trained_seconds
    from (
        select sweep_key,
               coalesce(sum(n) filter (where status = 'running'), 0) as running,
               coalesce(sum(n) filter (where status = 'waiting'), 0) as waiting,
               coalesce(sum(n) filter (where status = 'paused'), 0) as paused,
               coalesce(sum(n) filter (where status = 'completed'), 0) as completed,
               coalesce(sum(n) filter (where status = 'pruned'), 0) as pruned,
               coalesce(sum(n) filter (where status = 'failed'), 0) as failed,
               coalesce(sum(n) filter (where status = 'cancelled'), 0) as cancelled,
               sum(n * trained_seconds) as trained_seconds
        from (
            select sweep_key, status, trained_seconds, 1 as n from added
            union all
            select sweep_key, status, trained_seconds, -1 from removed) moved
        group by sweep_key) d
    where c.sweep_key = d.sweep_key
        and (d.running, d.waiting, d.paused, d.completed, d.pruned, d.failed, d.cancelled, d.trained_seconds)
            <> (0, 0, 0, 0, 0, 0, 0, 0);
    return null;
end $$;


INSERT INTO schema_migrations (migration_id, product_version)
VALUES ('20261130002455_TrainedTime', '10.0.15');

