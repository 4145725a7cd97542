-- Which silos each cluster has. Only Orleans reads and writes these tables, with the statements in orleansquery below:
-- its ADO.NET provider for clusters brings none of its own and looks them up there by key.
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

-- The provider dictates this table's name, its columns, the keys, and the parameters and columns of each statement.
create table orleansquery (
    querykey  text primary key,
    querytext text not null
);

insert into orleansquery (querykey, querytext) values
-- Status 3 is a silo that is active, here and below.
('GatewaysQueryKey', $sql$
    select address as Address, gateway_port as ProxyPort, generation as Generation
    from membership
    where cluster = @DeploymentId and status = @Status and gateway_port > 0
$sql$),

-- One row at least, for the version is of interest without any silo too.
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

-- Insert and update succeed only for who has seen the table's present version. Of several at once one takes the lock on
-- its row; the others wait, find another version there and change nothing.
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
