using System.Data.Common;
using Experiments.Contracts.Ports.Persistence;
using Experiments.Contracts.Sweeps;
using Experiments.Search.Events;
using Experiments.Search.States;
using Experiments.Storage.Model;
using Experiments.Storage.Checkpoints;
using Experiments.Storage.Databases;

namespace Experiments.Storage.Sweeps;

/// <summary>Stores sweeps, their logs and the rows of their trials in either database.</summary>
public sealed class SweepStore(Database database, CheckpointOptions checkpoints) : ISweepStore
{
    private readonly ISweepCommitter _committer = database switch
    {
        PostgresDatabase postgres => new PostgresSweepCommitter(postgres),
        SqliteDatabase sqlite => new SqliteSweepCommitter(sqlite),
        _ => throw new ArgumentOutOfRangeException(nameof(database)),
    };

    /// <inheritdoc/>
    public async Task<StoredSweep> CreateAsync(NewSweep sweep, CancellationToken cancel)
    {
        var (workload, dataset) = Describe(sweep.Spec.Workload);
        await database.WriteAsync(connection => connection.ExecuteAsync(
            $"""
            insert into sweeps (
                id, name, description, spec, workload, dataset, method, metric, goal, run_cap, cluster, status,
                search_version)
            values (@id, @name, @description, {database.Dialect.Json("@spec")}, @workload, @dataset, @method, @metric,
                    @goal, @run_cap, @cluster, 'preparing', @version)
            on conflict (id) do nothing
            """,
            [
                ("id", sweep.Id), ("name", sweep.Spec.Name), ("description", sweep.Spec.Description),
                ("spec", SweepSpecJson.Write(sweep.Spec)), ("workload", workload), ("dataset", dataset),
                ("method", EnumText.Write(sweep.Spec.Search.Method)), ("metric", sweep.Spec.Metric),
                ("goal", EnumText.Write(sweep.Spec.Search.Goal)), ("run_cap", sweep.Spec.Search.RunCap),
                ("cluster", sweep.Cluster),
                ("version", SearchJson.Version),
            ],
            cancel), cancel);
        return (await FindAsync(sweep.Id, cancel))!;
    }

    /// <inheritdoc/>
    public async Task<StoredSweep?> FindAsync(string id, CancellationToken cancel)
    {
        var found = await database.ReadAsync(connection => connection.QueryAsync(
            "select key, id, spec, cluster, status from sweeps where id = @id and deleting_at is null", [("id", id)],
            Read, cancel), cancel);
        return found is [var sweep] ? sweep : null;
    }

    /// <inheritdoc/>
    public IAsyncEnumerable<SearchStep> ReadLogAsync(int sweepKey, long after, CancellationToken cancel) =>
        SweepLog.ReadAsync(database, sweepKey, after, cancel).Select(logged => logged.Step);

    /// <summary>Returns the state that a sweep's log leads to.</summary>
    /// <exception cref="UserErrorException">The database cannot be used.</exception>
    public Task<SearchState> ReadStateAsync(StoredSweep sweep, CancellationToken cancel) =>
        DatabaseFaults.ExplainAsync(
            database.Place, async () => (await SweepHistory.LoadAsync(this, sweep, cancel)).State);

    /// <inheritdoc/>
    public Task SaveSnapshotAsync(SweepSnapshot snapshot, CancellationToken cancel) =>
        SnapshotTable.SaveAsync(database, snapshot, cancel);

    /// <inheritdoc/>
    public Task<SweepSnapshot?> LoadSnapshotAsync(int sweepKey, int version, CancellationToken cancel) =>
        SnapshotTable.LoadAsync(database, sweepKey, version, cancel);

    /// <inheritdoc/>
    public async Task CommitAsync(SweepCommit commit, CancellationToken cancel)
    {
        // Decisions do not wait for a remote store. What stays because this node ends is found later.
        foreach (var file in await _committer.CommitAsync(commit, cancel)) _ = checkpoints.Files.DeleteAsync(file);
    }

    /// <inheritdoc/>
    public Task<TimeSpan> TrainedAsync(string id, CancellationToken cancel) =>
        database.ReadAsync(connection => TrainingTime.ReadAsync(connection, database.Dialect, id, cancel), cancel);

    /// <inheritdoc/>
    public Task<IReadOnlyList<string>> ListUnfinishedAsync(string cluster, CancellationToken cancel) =>
        database.ReadAsync(connection => connection.QueryAsync(
            $"""
            select id from sweeps
            where cluster = @cluster and {Unfinished.Where} and deleting_at is null order by key
            """,
            [("cluster", cluster)], row => row.GetString(0), cancel), cancel);

    private static StoredSweep Read(DbDataReader row) => new(
        row.GetInt32(0), row.GetString(1), SweepSpecJson.Read(row.GetString(2)), row.GetString(3),
        EnumText.Read<SweepStatus>(row.GetString(4)));

    private static (string Workload, string? Dataset) Describe(WorkloadSpec workload) => workload switch
    {
        WorkloadSpec.BuiltIn builtIn => (builtIn.Name, builtIn.Dataset),
        WorkloadSpec.FromAssembly assembly => (assembly.Type, null),
        WorkloadSpec.Program program => (program.File ?? program.Command[0], null),
        WorkloadSpec.Outside => (WorkloadSpec.Outside.Name, null),
        _ => throw new ArgumentOutOfRangeException(nameof(workload)),
    };
}
