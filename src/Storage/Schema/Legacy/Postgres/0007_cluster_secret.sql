-- What proves to a silo that whoever connects belongs to this database, see docs/adr/0026. It has a schema of its own, so that
-- "grant select on all tables in schema public" does not include it; and only the owner of the table sees its row, whatever
-- else is granted, pg_read_all_data too.
do $$
begin
    -- An administrator may have made it, for a role that may not make one.
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

-- 244 random bits, from the generator that the server has for cryptography.
insert into experiments_private.cluster_secret (secret)
values (sha256(convert_to(gen_random_uuid()::text || gen_random_uuid()::text, 'UTF8')))
on conflict do nothing;
