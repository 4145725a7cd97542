-- What programs printed. start counts characters of the attempt's log; where rows do not meet, something was left out.
create table trial_logs (
    trial_id bigint not null,
    attempt  integer not null,
    start    bigint not null check (start >= 0),
    stop     bigint not null check (stop > start),
    -- 0 standard output, 1 standard error, 2 the node's own notes.
    stream   smallint not null check (stream between 0 and 2),
    at       timestamptz not null default now(),
    text     text not null,
    primary key (trial_id, attempt, start)
);
