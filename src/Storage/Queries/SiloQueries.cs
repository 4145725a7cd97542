using System.Data.Common;
using Experiments.Contracts.Ports.Persistence;
using Experiments.Storage.Databases;

namespace Experiments.Storage.Queries;

/// <summary>Finds the silos that are alive, by the database's clock, and the trials that run on silos.</summary>
public sealed class SiloQueries(Database database)
{
    /// <summary>Returns all silos that are alive: those that serve first, then by newest beat.</summary>
    public Task<IReadOnlyList<LiveSilo>> ListAsync(CancellationToken cancel = default) => FindAsync("", [], cancel);

    /// <summary>Returns the silos that are alive in the cluster that runs a sweep.</summary>
    public Task<IReadOnlyList<LiveSilo>> ListForSweepAsync(string sweepId, CancellationToken cancel = default) =>
        FindAsync("and cluster = (select cluster from sweeps where id = @sweep)", [("sweep", sweepId)], cancel);

    /// <summary>Returns the trials that are stored as running, ordered by silo, sweep and number.</summary>
    public Task<IReadOnlyList<RunningOnSilo>> ListRunningAsync(CancellationToken cancel = default) =>
        ReadAsync(
            """
            select t.node, s.id, s.name, t.number from trials t join sweeps s on s.key = t.sweep_key
            where t.status = 'running' order by t.node, s.id, t.number
            """,
            [], row => new RunningOnSilo(
                row.GetString(0), row.GetString(1), row.GetString(2), row.GetInt32(3)), cancel);

    /// <summary>Returns the nodes that users have drained, alive or not, each with its cluster, by name.</summary>
    public Task<IReadOnlyList<(string Cluster, string Node)>> ListDrainedAsync(CancellationToken cancel = default) =>
        ReadAsync(
            "select cluster, node from drained_nodes order by node, cluster", [],
            row => (row.GetString(0), row.GetString(1)), cancel);

    /// <summary>Returns the silos that are alive, on a connection that is open.</summary>
    internal Task<IReadOnlyList<LiveSilo>> ListAsync(DbConnection connection, CancellationToken cancel) =>
        FindAsync(connection, "", [], cancel);

    private Task<IReadOnlyList<LiveSilo>> FindAsync(
        string where, (string Name, object? Value)[] parameters, CancellationToken cancel) =>
        DatabaseFaults.ExplainAsync(database.Place, () => database.ReadAsync(
            connection => FindAsync(connection, where, parameters, cancel), cancel));

    private Task<IReadOnlyList<LiveSilo>> FindAsync(
        DbConnection connection, string where, (string Name, object? Value)[] parameters, CancellationToken cancel) =>
        connection.QueryAsync(
            $"""
            select silo, cluster, node, pool, cpus, gpus, gateway, http, serves, version, protocol, unreached,
                quarantined, draining, waiting,
                (select count(*) from drained_nodes d where d.cluster = silos.cluster and d.node = silos.node),
                {database.Dialect.Seconds("beat_at", database.Dialect.Now)}
            from silos
            where left_at is null and beat_at > {database.Dialect.Ago((int)SiloBeat.Lifetime.TotalSeconds)} {where}
            order by serves desc, beat_at desc, silo
            """,
            parameters,
            row => new LiveSilo(
                row.GetString(0), row.GetString(1), row.GetString(2), row.GetString(3), row.GetDouble(4),
                row.GetInt32(5),
                row.GetString(6), row.GetString(7), row.GetBoolean(8), row.GetString(9), row.GetInt32(10),
                row.GetString(11), row.GetString(12), row.GetBoolean(13), row.GetInt32(14),
                row.GetInt64(15) > 0, TimeSpan.FromSeconds(Math.Max(0, row.GetDouble(16)))),
            cancel);

    private Task<IReadOnlyList<T>> ReadAsync<T>(
        string sql, (string Name, object? Value)[] parameters, Func<DbDataReader, T> read,
        CancellationToken cancel) =>
        DatabaseFaults.ExplainAsync(database.Place, () =>
            database.ReadAsync(connection => connection.QueryAsync(sql, parameters, read, cancel), cancel));
}
