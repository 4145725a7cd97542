-- What programs printed. start counts characters of the attempt's log; where rows do not meet, something was left out.
create table trial_logs (
    trial_id integer not null,
    attempt  integer not null,
    start    integer not null check (start >= 0),
    stop     integer not null check (stop > start),
    -- 0 standard output, 1 standard error, 2 the node's own notes.
    stream   integer not null check (stream between 0 and 2),
    at       text not null default (strftime('%Y-%m-%d %H:%M:%f+00:00', 'now')),
    text     text not null,
    primary key (trial_id, attempt, start)
) without rowid;
