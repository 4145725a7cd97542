using Experiments.Contracts.Ports.Persistence;
using Experiments.Storage.Databases;

namespace Experiments.Storage.Clusters;

/// <summary>The table of silos. All times in it are those of the database's clock.</summary>
public sealed class ClusterRegistry(Database database) : IClusterRegistry
{
    /// <summary>The time after which a silo that was not heard from is deleted: one day, in seconds.</summary>
    private const int Forgotten = 24 * 60 * 60;

    private string Now => database.Dialect.Now;

    private string LongAgo => database.Dialect.Ago((int)SiloBeat.Lifetime.TotalSeconds);

    /// <inheritdoc/>
    public Task<bool> BeatAsync(SiloBeat beat, CancellationToken cancel) =>
        database.WriteAsync(async connection => (await connection.QueryAsync(
            $"""
            insert into silos (silo, cluster, node, pool, cpus, gpus, gateway, http, serves, version, protocol,
                unreached, quarantined, draining, waiting, beat_at)
            values (@silo, @cluster, @node, @pool, @cpus, @gpus, @gateway, @http, @serves, @version, @protocol,
                @unreached, @quarantined, @draining, @waiting, {Now})
            on conflict (silo) do update
            set gpus = excluded.gpus, http = excluded.http, unreached = excluded.unreached,
                quarantined = excluded.quarantined,
                draining = excluded.draining, waiting = excluded.waiting, beat_at = excluded.beat_at, left_at = null
            returning (select count(*) from drained_nodes d where d.cluster = @cluster and d.node = @node)
            """,
            [
                ("silo", beat.Silo), ("cluster", beat.Cluster), ("node", beat.Node), ("pool", beat.Pool),
                ("cpus", beat.Cpus),
                ("gpus", beat.Gpus), ("gateway", beat.Gateway), ("http", beat.Http), ("serves", beat.Serves),
                ("version", beat.Version), ("protocol", beat.Protocol),
                ("unreached", string.Join(' ', beat.Unreached)),
                ("quarantined", string.Join('\n', beat.Quarantined)), ("draining", beat.Draining),
                ("waiting", beat.Waiting),
            ],
            row => row.GetInt64(0) > 0, cancel)).Single(), cancel);

    /// <inheritdoc/>
    public Task<bool> DrainAsync(string cluster, string node, bool drained, CancellationToken cancel) =>
        DatabaseFaults.ExplainAsync(database.Place, () => database.WriteAsync(
            async connection => await connection.ExecuteAsync(
                drained
                    ? "insert into drained_nodes (cluster, node) values (@cluster, @node) on conflict do nothing"
                    : "delete from drained_nodes where cluster = @cluster and node = @node",
                [("cluster", cluster), ("node", node)], cancel) > 0, cancel));

    /// <inheritdoc/>
    public async Task<bool> IsDrainedAsync(string cluster, string node, CancellationToken cancel) =>
        (await database.ReadAsync(connection => connection.QueryAsync(
            "select 1 from drained_nodes where cluster = @cluster and node = @node",
            [("cluster", cluster), ("node", node)], _ => true, cancel), cancel)).Count > 0;

    /// <inheritdoc/>
    public Task<IReadOnlyList<SiloReach>> ListReachAsync(string cluster, CancellationToken cancel) =>
        database.ReadAsync(connection => connection.QueryAsync(
            $"""
            select silo, node, http, unreached from silos
            where cluster = @cluster and left_at is null and beat_at > {LongAgo}
            """,
            [("cluster", cluster)],
            row => new SiloReach(
                row.GetString(0), row.GetString(1), row.GetString(2),
                [.. row.GetString(3).Split(' ', StringSplitOptions.RemoveEmptyEntries)]),
            cancel), cancel);

    /// <inheritdoc/>
    public Task LeaveAsync(string silo, CancellationToken cancel) =>
        database.WriteAsync(async connection =>
        {
            await connection.ExecuteAsync(
                $"update silos set left_at = {Now} where silo = @silo", [("silo", silo)], cancel);
            return await connection.ExecuteAsync(
                $"delete from silos where beat_at < {database.Dialect.Ago(Forgotten)}", [], cancel);
        }, cancel);

    /// <summary>
    /// Records that all silos of a cluster have ended, by a clean shutdown or because they were killed.
    /// </summary>
    public Task LeaveAllAsync(string cluster, CancellationToken cancel) =>
        database.WriteAsync(connection => connection.ExecuteAsync(
            $"update silos set left_at = {Now} where cluster = @cluster and left_at is null", [("cluster", cluster)],
            cancel), cancel);

    /// <inheritdoc/>
    public async Task<bool> HasLeftAsync(string silo, CancellationToken cancel) =>
        (await database.ReadAsync(connection => connection.QueryAsync(
            "select 1 from silos where silo = @silo and left_at is not null", [("silo", silo)], _ => true, cancel),
            cancel)).Count > 0;

    /// <inheritdoc/>
    public Task<IReadOnlyList<string>> AdoptOrphansAsync(string cluster, CancellationToken cancel) =>
        AdoptAsync(Unfinished.Where, "", cluster, cancel);

    /// <inheritdoc/>
    public async Task<bool> AdoptAsync(string sweep, string cluster, CancellationToken cancel) =>
        (await AdoptAsync("id = @sweep", sweep, cluster, cancel)).Count > 0;

    private Task<IReadOnlyList<string>> AdoptAsync(
        string which, string sweep, string cluster, CancellationToken cancel) =>
        database.WriteAsync(connection => connection.QueryAsync(
            // A cluster without any beat may just be starting: its sweeps are orphans only once they are older than a
            // silo's lifetime.
            $"""
            update sweeps set cluster = @cluster
            where {which} and cluster <> @cluster
              and not exists (
                select 1 from silos s where s.cluster = sweeps.cluster and s.left_at is null and s.beat_at > {LongAgo})
              and (exists (select 1 from silos s where s.cluster = sweeps.cluster) or created_at <= {LongAgo})
            returning id
            """,
            [("cluster", cluster), ("sweep", sweep)], row => row.GetString(0), cancel), cancel);
}
