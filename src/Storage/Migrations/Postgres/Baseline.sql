-- What the baseline has besides tables and indexes. This file never changes once it is released.

-- Weights do not compress.
alter table checkpoints alter column data set storage external;
-- Always read as a whole: compression would cost more than it saves.
alter table sweep_snapshots alter column state set storage external;

-- The silos of each cluster. Only Orleans reads and writes these tables, with the statements in orleansquery below: its
-- ADO.NET provider for clusters has no statements of its own and looks them up by key.
create table membership_versions (
    cluster text primary key,
    version integer not null default 0
);

create table membership (
    cluster       text not null references membership_versions (cluster) on delete cascade,
    address       text not null,
    port          integer not null,
    generation    integer not null,
    silo_name     text not null,
    host_name     text not null,
    status        integer not null,
    gateway_port  integer,
    suspect_times text,
    started_at    timestamptz not null,
    alive_at      timestamptz not null,
    primary key (cluster, address, port, generation)
);

-- The provider defines this table's name, its columns, the keys, and the parameters and columns of each statement.
create table orleansquery (
    querykey  text primary key,
    querytext text not null
);

insert into orleansquery (querykey, querytext) values
-- Status 3 is an active silo, here and below.
('GatewaysQueryKey', $sql$
    select address as Address, gateway_port as ProxyPort, generation as Generation
    from membership
    where cluster = @DeploymentId and status = @Status and gateway_port > 0
$sql$),

-- At least one row, since the version is needed even if there is no silo.
('MembershipReadRowKey', $sql$
    select m.address as Address, m.port as Port, m.generation as Generation, m.silo_name as SiloName,
           m.host_name as HostName, m.status as Status, m.gateway_port as ProxyPort, m.suspect_times as SuspectTimes,
           m.started_at as StartTime, m.alive_at as IAmAliveTime, v.version as Version
    from membership_versions v
    left join membership m
      on m.cluster = v.cluster and m.address = @Address and m.port = @Port and m.generation = @Generation
    where v.cluster = @DeploymentId
$sql$),
('MembershipReadAllKey', $sql$
    select m.address as Address, m.port as Port, m.generation as Generation, m.silo_name as SiloName,
           m.host_name as HostName, m.status as Status, m.gateway_port as ProxyPort, m.suspect_times as SuspectTimes,
           m.started_at as StartTime, m.alive_at as IAmAliveTime, v.version as Version
    from membership_versions v
    left join membership m on m.cluster = v.cluster
    where v.cluster = @DeploymentId
$sql$),

('InsertMembershipVersionKey', $sql$
    with made as (
        insert into membership_versions (cluster) values (@DeploymentId) on conflict do nothing returning 1)
    select exists (select from made)
$sql$),

-- Insert and update succeed only for a caller that has seen the current version of the table. Of several concurrent
-- callers, one locks the version's row; the others wait, find another version and change nothing.
('InsertMembershipKey', $sql$
    with raised as (
        update membership_versions v set version = version + 1
        where v.cluster = @DeploymentId and v.version = @Version and not exists (
            select from membership m
            where m.cluster = @DeploymentId and m.address = @Address and m.port = @Port and m.generation = @Generation)
        returning v.cluster),
    made as (
        insert into membership (cluster, address, port, generation, silo_name, host_name, status, gateway_port, started_at, alive_at)
        select cluster, @Address, @Port, @Generation, @SiloName, @HostName, @Status, @ProxyPort, @StartTime, @IAmAliveTime
        from raised
        returning 1)
    select exists (select from made)
$sql$),
('UpdateMembershipKey', $sql$
    with raised as (
        update membership_versions v set version = version + 1
        where v.cluster = @DeploymentId and v.version = @Version and exists (
            select from membership m
            where m.cluster = @DeploymentId and m.address = @Address and m.port = @Port and m.generation = @Generation)
        returning v.cluster),
    changed as (
        update membership m set status = @Status, suspect_times = @SuspectTimes, alive_at = @IAmAliveTime
        from raised
        where m.cluster = raised.cluster and m.address = @Address and m.port = @Port and m.generation = @Generation
        returning 1)
    select exists (select from changed)
$sql$),

('UpdateIAmAlivetimeKey', $sql$
    update membership set alive_at = @IAmAliveTime
    where cluster = @DeploymentId and address = @Address and port = @Port and generation = @Generation
$sql$),

('DeleteMembershipTableEntriesKey', $sql$
    delete from membership_versions where cluster = @DeploymentId
$sql$),
('CleanupDefunctSiloEntriesKey', $sql$
    delete from membership where cluster = @DeploymentId and alive_at < @IAmAliveTime and status <> 3
$sql$);

-- Proves to a silo that a caller belongs to this database, see docs/adr/0026. It is in a schema of its own, so that
-- "grant select on all tables in schema public" does not include it; and only the owner of the table can read its row,
-- even if other roles are granted pg_read_all_data.
do $$
begin
    -- An administrator may have created it for a role that cannot create schemas.
    if to_regnamespace('experiments_private') is null then
        create schema experiments_private;
    end if;
end $$;

create table if not exists experiments_private.cluster_secret (
    only_row boolean primary key default true check (only_row),
    secret   bytea not null check (length(secret) = 32)
);
alter table experiments_private.cluster_secret enable row level security;
revoke all on experiments_private.cluster_secret from public;
revoke all on schema experiments_private from public;

-- 244 random bits from the server's cryptographic generator.
insert into experiments_private.cluster_secret (secret)
values (sha256(convert_to(gen_random_uuid()::text || gen_random_uuid()::text, 'UTF8')))
on conflict do nothing;

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
where left_at is null and beat_at > now() - interval '10 seconds';

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
           else greatest(0, extract(epoch from
               case when l.silo is null then coalesce(o.beat_at, now()) else now() end
               - coalesce(t.attempt_started_at, t.started_at)))
       end::double precision as seconds
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
       c.ended / nullif((extract(epoch from coalesce(s.finished_at, now()) - s.started_at) / 60.0)::double precision, 0) as trials_per_minute,
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
left join lateral (
    select count(*) as trials,
           count(*) filter (where t.status = 'running' and exists (select from live_silos l where l.silo = t.node)) as running,
           count(*) filter (where t.status = 'waiting' or (t.status = 'running' and not exists (select from live_silos l where l.silo = t.node))) as waiting,
           count(*) filter (where t.status = 'paused') as paused,
           count(*) filter (where t.status = 'completed') as completed,
           count(*) filter (where t.status = 'pruned') as pruned,
           count(*) filter (where t.status = 'failed') as failed,
           count(*) filter (where t.status = 'cancelled') as cancelled,
           count(*) filter (where t.status in ('completed', 'pruned', 'failed', 'cancelled')) as ended
    from trials t
    where t.sweep_key = s.key) c on true
left join best_trials b on b.sweep = s.id;
