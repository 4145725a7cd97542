CREATE TABLE IF NOT EXISTS schema_migrations (
    migration_id character varying(150) NOT NULL,
    product_version character varying(32) NOT NULL,
    CONSTRAINT pk_schema_migrations PRIMARY KEY (migration_id)
);

CREATE TABLE metric_names (
    id integer GENERATED ALWAYS AS IDENTITY,
    name text NOT NULL,
    CONSTRAINT metric_names_pkey PRIMARY KEY (id),
    CONSTRAINT metric_names_name_key UNIQUE (name)
);

CREATE TABLE metrics (
    trial_id bigint NOT NULL,
    metric_id integer NOT NULL,
    step bigint NOT NULL,
    at timestamp with time zone NOT NULL,
    value double precision,
    kind smallint NOT NULL,
    CONSTRAINT metrics_pkey PRIMARY KEY (trial_id, metric_id, step),
    CONSTRAINT metrics_check CHECK ((kind = 0 and value is not null) or (kind between 1 and 3 and value is null))
);

CREATE TABLE silos (
    silo text NOT NULL,
    cluster text NOT NULL,
    node text NOT NULL,
    pool text NOT NULL,
    cpus double precision NOT NULL,
    gpus integer NOT NULL,
    gateway text NOT NULL,
    http text NOT NULL,
    serves boolean NOT NULL,
    version text NOT NULL DEFAULT (''),
    protocol integer NOT NULL DEFAULT (1),
    beat_at timestamp with time zone NOT NULL,
    left_at timestamp with time zone,
    CONSTRAINT silos_pkey PRIMARY KEY (silo)
);

CREATE TABLE sweeps (
    key integer GENERATED ALWAYS AS IDENTITY,
    id text NOT NULL,
    name text NOT NULL,
    description text,
    spec json NOT NULL,
    workload text NOT NULL,
    dataset text,
    method text NOT NULL,
    metric text NOT NULL,
    goal text NOT NULL,
    run_cap integer,
    cluster text NOT NULL,
    status text NOT NULL,
    reason text,
    provenance json,
    search_version integer NOT NULL,
    created_at timestamp with time zone NOT NULL DEFAULT (now()),
    started_at timestamp with time zone,
    finished_at timestamp with time zone,
    CONSTRAINT sweeps_pkey PRIMARY KEY (key),
    CONSTRAINT sweeps_id_key UNIQUE (id),
    CONSTRAINT sweeps_goal_check CHECK (goal in ('minimize', 'maximize')),
    CONSTRAINT sweeps_id_check CHECK (id <> ''),
    CONSTRAINT sweeps_run_cap_check CHECK (run_cap >= 1),
    CONSTRAINT sweeps_status_check CHECK (status in ('preparing', 'running', 'stopping', 'cancelling', 'completed', 'failed', 'stopped', 'cancelled'))
);

CREATE TABLE trial_logs (
    trial_id bigint NOT NULL,
    attempt integer NOT NULL,
    start bigint NOT NULL,
    stop bigint NOT NULL,
    stream smallint NOT NULL,
    at timestamp with time zone NOT NULL DEFAULT (now()),
    text text NOT NULL,
    CONSTRAINT trial_logs_pkey PRIMARY KEY (trial_id, attempt, start),
    CONSTRAINT trial_logs_check CHECK (stop > start),
    CONSTRAINT trial_logs_start_check CHECK (start >= 0),
    CONSTRAINT trial_logs_stream_check CHECK (stream between 0 and 2)
);

CREATE TABLE sweep_events (
    sweep_key integer NOT NULL,
    seq bigint NOT NULL,
    at timestamp with time zone NOT NULL DEFAULT (now()),
    kind text NOT NULL,
    version integer NOT NULL,
    event json NOT NULL,
    actions json NOT NULL,
    CONSTRAINT sweep_events_pkey PRIMARY KEY (sweep_key, seq),
    CONSTRAINT sweep_events_seq_check CHECK (seq >= 1),
    CONSTRAINT sweep_events_sweep_key_fkey FOREIGN KEY (sweep_key) REFERENCES sweeps (key)
);

CREATE TABLE sweep_snapshots (
    sweep_key integer NOT NULL,
    seq bigint NOT NULL,
    version integer NOT NULL,
    sha256 bytea NOT NULL,
    state bytea NOT NULL,
    at timestamp with time zone NOT NULL DEFAULT (now()),
    CONSTRAINT sweep_snapshots_pkey PRIMARY KEY (sweep_key),
    CONSTRAINT sweep_snapshots_seq_check CHECK (seq >= 1),
    CONSTRAINT sweep_snapshots_sweep_key_fkey FOREIGN KEY (sweep_key) REFERENCES sweeps (key)
);

CREATE TABLE trials (
    id bigint NOT NULL,
    sweep_key integer NOT NULL,
    number integer NOT NULL,
    status text NOT NULL,
    attempt integer NOT NULL,
    restarts integer NOT NULL,
    node text NOT NULL,
    assignment json NOT NULL,
    objective double precision,
    cause text,
    created_at timestamp with time zone NOT NULL DEFAULT (now()),
    started_at timestamp with time zone NOT NULL DEFAULT (now()),
    finished_at timestamp with time zone,
    trained_seconds double precision NOT NULL DEFAULT (0),
    attempt_started_at timestamp with time zone,
    CONSTRAINT trials_pkey PRIMARY KEY (id),
    CONSTRAINT trials_attempt_check CHECK (attempt >= 1),
    CONSTRAINT trials_check CHECK (id = (sweep_key::bigint << 32) + number),
    CONSTRAINT trials_number_check CHECK (number >= 0),
    CONSTRAINT trials_objective_check CHECK (objective > '-infinity' and objective < 'infinity'),
    CONSTRAINT trials_restarts_check CHECK (restarts >= 0),
    CONSTRAINT trials_status_check CHECK (status in ('running', 'waiting', 'paused', 'completed', 'pruned', 'failed', 'cancelled')),
    CONSTRAINT trials_sweep_key_fkey FOREIGN KEY (sweep_key) REFERENCES sweeps (key)
);

CREATE TABLE checkpoints (
    trial_id bigint NOT NULL,
    step bigint NOT NULL,
    attempt integer NOT NULL,
    sha256 bytea NOT NULL,
    data bytea,
    file text,
    at timestamp with time zone NOT NULL DEFAULT (now()),
    CONSTRAINT checkpoints_pkey PRIMARY KEY (trial_id, step),
    CONSTRAINT checkpoints_check CHECK ((data is null) <> (file is null)),
    CONSTRAINT checkpoints_trial_id_fkey FOREIGN KEY (trial_id) REFERENCES trials (id)
);

CREATE INDEX silos_cluster ON silos (cluster);

CREATE INDEX sweeps_name ON sweeps (name, key);

CREATE INDEX sweeps_unfinished ON sweeps (cluster) WHERE status in ('preparing', 'running', 'stopping', 'cancelling');

CREATE INDEX trials_objective ON trials (sweep_key, objective) WHERE status = 'completed' and objective is not null;

CREATE INDEX trials_status ON trials (sweep_key, status);

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


INSERT INTO schema_migrations (migration_id, product_version)
VALUES ('20261129050000_Baseline', '10.0.15');

