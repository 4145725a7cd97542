create table sweeps (
    key            integer primary key autoincrement,
    id             text not null unique check (id <> ''),
    name           text not null,
    description    text,
    spec           text not null,
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
    provenance     text,
    search_version integer not null,
    created_at     text not null default (strftime('%Y-%m-%d %H:%M:%f+00:00', 'now')),
    started_at     text,
    finished_at    text
);
create index sweeps_name on sweeps (name, key);
create index sweeps_unfinished on sweeps (cluster)
    where status in ('preparing', 'running', 'stopping', 'cancelling');

-- id is the sweep's key in the upper 32 bits and the number in the lower.
create table trials (
    id          integer primary key,
    sweep_key   integer not null references sweeps (key),
    number      integer not null check (number >= 0),
    status      text not null check (status in ('running', 'waiting', 'completed', 'failed', 'cancelled')),
    attempt     integer not null check (attempt >= 1),
    restarts    integer not null check (restarts >= 0),
    node        text not null,
    assignment  text not null check (json_valid(assignment)),
    -- Finite, or null: a number that is not a number never ranks.
    objective   real check (abs(objective) <= 1.7976931348623157e308),
    cause       text,
    created_at  text not null default (strftime('%Y-%m-%d %H:%M:%f+00:00', 'now')),
    started_at  text not null default (strftime('%Y-%m-%d %H:%M:%f+00:00', 'now')),
    finished_at text,
    check (id = (sweep_key << 32) + number)
);
create index trials_status on trials (sweep_key, status);
create index trials_objective on trials (sweep_key, objective)
    where status = 'completed' and objective is not null;

create table metric_names (
    id   integer primary key,
    name text not null unique
);

-- The key begins with the trial, so that a curve is one range of it. No foreign keys: the writer holds the database.
create table metrics (
    trial_id  integer not null,
    metric_id integer not null,
    step      integer not null,
    at        text not null,
    value     real,
    -- 0 a finite number; 1 NaN, 2 infinity, 3 -infinity, whose value is null.
    kind      integer not null,
    primary key (trial_id, metric_id, step),
    check ((kind = 0 and value is not null) or (kind between 1 and 3 and value is null))
) without rowid;

create table checkpoints (
    trial_id integer not null references trials (id),
    step     integer not null,
    attempt  integer not null,
    sha256   blob not null,
    -- In the database, or in a file of the folder that nodes share.
    data     blob,
    file     text,
    at       text not null default (strftime('%Y-%m-%d %H:%M:%f+00:00', 'now')),
    primary key (trial_id, step),
    check ((data is null) <> (file is null))
);

create table sweep_events (
    sweep_key integer not null references sweeps (key),
    seq       integer not null check (seq >= 1),
    at        text not null default (strftime('%Y-%m-%d %H:%M:%f+00:00', 'now')),
    kind      text not null,
    version   integer not null,
    event     text not null,
    actions   text not null,
    primary key (sweep_key, seq)
) without rowid;

create table silos (
    silo    text primary key,
    cluster text not null,
    node    text not null,
    pool    text not null,
    cpus    real not null,
    gpus    integer not null,
    gateway text not null,
    http    text not null,
    serves  integer not null check (serves in (0, 1)),
    beat_at text not null,
    left_at text
);
create index silos_cluster on silos (cluster);
