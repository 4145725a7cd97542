create table sweeps (
    key            integer generated always as identity primary key,
    id             text not null unique check (id <> ''),
    name           text not null,
    description    text,
    spec           json not null,
    workload       text not null,
    dataset        text,
    method         text not null,
    metric         text not null,
    goal           text not null check (goal in ('minimize', 'maximize')),
    run_cap        integer check (run_cap >= 1),
    cluster        text not null,
    status         text not null check (status in
                   ('preparing', 'running', 'stopping', 'cancelling', 'completed', 'failed', 'stopped', 'cancelled')),
    reason         text,
    provenance     json,
    search_version integer not null,
    created_at     timestamptz not null default now(),
    started_at     timestamptz,
    finished_at    timestamptz
);
create index sweeps_name on sweeps (name, key);
create index sweeps_unfinished on sweeps (cluster)
    where status in ('preparing', 'running', 'stopping', 'cancelling');

-- id is the sweep's key in the upper 32 bits and the number in the lower.
create table trials (
    id          bigint primary key,
    sweep_key   integer not null references sweeps (key),
    number      integer not null check (number >= 0),
    status      text not null check (status in ('running', 'waiting', 'completed', 'failed', 'cancelled')),
    attempt     integer not null check (attempt >= 1),
    restarts    integer not null check (restarts >= 0),
    node        text not null,
    -- json, not jsonb: parameters keep the order of their sweep file.
    assignment  json not null,
    -- Finite, or null: a number that is not a number never ranks.
    objective   double precision check (objective > '-infinity' and objective < 'infinity'),
    cause       text,
    created_at  timestamptz not null default now(),
    started_at  timestamptz not null default now(),
    finished_at timestamptz,
    check (id = (sweep_key::bigint << 32) + number)
);
create index trials_status on trials (sweep_key, status);
create index trials_objective on trials (sweep_key, objective)
    where status = 'completed' and objective is not null;

create table metric_names (
    id   integer generated always as identity primary key,
    name text not null unique
);

-- The key begins with the trial, so that a curve is one range of it. No foreign keys: the writer holds the trial's row.
create table metrics (
    trial_id  bigint not null,
    metric_id integer not null,
    step      bigint not null,
    at        timestamptz not null,
    value     double precision,
    -- 0 a finite number; 1 NaN, 2 infinity, 3 -infinity, whose value is null.
    kind      smallint not null,
    primary key (trial_id, metric_id, step),
    check ((kind = 0 and value is not null) or (kind between 1 and 3 and value is null))
);

create table checkpoints (
    trial_id bigint not null references trials (id),
    step     bigint not null,
    attempt  integer not null,
    sha256   bytea not null,
    -- In the database, or in a file of the folder that nodes share.
    data     bytea,
    file     text,
    at       timestamptz not null default now(),
    primary key (trial_id, step),
    check ((data is null) <> (file is null))
);
-- Weights do not compress.
alter table checkpoints alter column data set storage external;

create table sweep_events (
    sweep_key integer not null references sweeps (key),
    seq       bigint not null check (seq >= 1),
    at        timestamptz not null default now(),
    kind      text not null,
    version   integer not null,
    -- json, not jsonb: what was written is read back to the letter.
    event     json not null,
    actions   json not null,
    primary key (sweep_key, seq)
);

create table silos (
    silo    text primary key,
    cluster text not null,
    node    text not null,
    pool    text not null,
    cpus    double precision not null,
    gpus    integer not null,
    gateway text not null,
    http    text not null,
    serves  boolean not null,
    beat_at timestamptz not null,
    left_at timestamptz
);
create index silos_cluster on silos (cluster);
