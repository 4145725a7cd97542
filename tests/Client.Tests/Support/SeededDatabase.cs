using System.Security.Cryptography;
using Experiments.Contracts.Grains;
using Experiments.Contracts.Metrics;
using Experiments.Contracts.Ports.Persistence;
using Experiments.Contracts.Ports.Persistence.Artifacts;
using Experiments.Contracts.Ports.Persistence.Checkpoints;
using Experiments.Contracts.Sweeps;
using Experiments.Storage;
using Experiments.Storage.Configuration;
using Experiments.Storage.Schema;
using Experiments.SweepFiles;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;

namespace Experiments.Client.Tests.Support;

/// <summary>An SQLite database that is filled through the stores, as a silo would.</summary>
public sealed class SeededDatabase : IAsyncDisposable
{
    private readonly ServiceProvider _services;
    private readonly string _address;

    private SeededDatabase(ServiceProvider services, string address) => (_services, _address) = (services, address);

    public ISweepStore Sweeps => _services.GetRequiredService<ISweepStore>();

    public IMetricSink Metrics => _services.GetRequiredService<IMetricSink>();

    public ICheckpointStore Checkpoints => _services.GetRequiredService<ICheckpointStore>();

    private IClusterRegistry Silos => _services.GetRequiredService<IClusterRegistry>();

    /// <summary>
    /// Opens the database that the command line finds if EXPERIMENTS_HOME is <paramref name="home"/>.
    /// </summary>
    public static async Task<SeededDatabase> CreateAsync(string home)
    {
        var options = DatabaseOptions.FromEnvironment(name => name == "EXPERIMENTS_HOME" ? home : null);
        var database = new SeededDatabase(
            new ServiceCollection().AddStorage(options).BuildServiceProvider(), options.Address);
        await database._services.GetRequiredService<StorageSchema>().EnsureAsync(migrate: true);
        return database;
    }

    /// <summary>Stores the sweep that a file describes.</summary>
    public async Task<SeededSweep> SubmitAsync(string id, string file, string cluster = "experiments")
    {
        var read = SweepFile.Parse(file, "sweep.yaml");
        if (!read.IsValid) throw new ArgumentException(string.Join('\n', read.Errors), nameof(file));
        return new SeededSweep(this, await Sweeps.CreateAsync(new NewSweep(id, read.Spec, cluster), default));
    }

    /// <summary>Records a silo as live, at ports without a listener.</summary>
    public Task BeatAsync(
        string cluster, bool serves, string silo = "node-1", int protocol = Protocol.Number, string node = "host-1",
        bool draining = false, int waiting = 0) =>
        Silos.BeatAsync(
            new SiloBeat
            {
                Silo = silo,
                Cluster = cluster,
                Node = node,
                Draining = draining,
                Waiting = waiting,
                Pool = "default",
                Cpus = 2,
                Gpus = 0,
                Gateway = "127.0.0.1:1",
                Http = "http://127.0.0.1:2",
                Serves = serves,
                Version = "9.9.9",
                Protocol = protocol,
            },
            default);

    /// <summary>Makes a silo's last sign of life so old that the silo counts as dead.</summary>
    public Task SilenceAsync(string silo) => ExecuteAsync(
        "update silos set beat_at = '2020-01-01 00:00:00+00:00' where silo = @silo", ("@silo", silo));

    /// <summary>
    /// Makes the training time of all trials 0, however long the test took; that of running trials stays so.
    /// </summary>
    public Task ForgetTrainingAsync() => ExecuteAsync(
        "update trials set trained_seconds = 0, attempt_started_at = '2999-01-01 00:00:00+00:00' "
        + "where attempt_started_at is not null; update trials set trained_seconds = 0");

    /// <summary>Changes the database in a way that no store does.</summary>
    public async Task ExecuteAsync(string sql, params (string Name, object Value)[] parameters)
    {
        await using var connection = new SqliteConnection(_address);
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        foreach (var (name, value) in parameters) command.Parameters.AddWithValue(name, value);
        await command.ExecuteNonQueryAsync();
    }

    /// <summary>Runs a query and returns the first column as text.</summary>
    public async Task<IReadOnlyList<string>> QueryAsync(string sql)
    {
        await using var connection = new SqliteConnection(_address);
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await using var reader = await command.ExecuteReaderAsync();
        var rows = new List<string>();
        while (await reader.ReadAsync()) rows.Add(reader.GetString(0));
        return rows;
    }

    /// <summary>Writes the metrics of one step and waits for the commit.</summary>
    public async Task ReportAsync(
        TrialId trial, int attempt, long step, params (string Name, double Value)[] metrics) =>
        await await Metrics.WriteAsync(
            new MetricBatch(
                trial, attempt, DateTimeOffset.UnixEpoch,
                [.. metrics.Select(metric => new MetricPoint(metric.Name, step, metric.Value))]),
            default);

    /// <summary>Records output of a trial of the first sweep.</summary>
    public Task LogAsync(int trial, int attempt, params LogPart[] parts) =>
        _services.GetRequiredService<ITrialLogStore>().AppendAsync(new TrialId(1, trial), attempt, [.. parts], default);

    /// <summary>Stores a file that the program of a trial left.</summary>
    public async Task LeaveAsync(TrialId trial, int attempt, string path, string text)
    {
        var data = System.Text.Encoding.UTF8.GetBytes(text);
        (await _services.GetRequiredService<IArtifactStore>().SaveAsync(
            trial, attempt, new(path, SHA256.HashData(data), data), ArtifactLimits.Default, default))
            .Outcome.ShouldBe(ArtifactOutcome.Kept);
    }

    public ValueTask DisposeAsync() => _services.DisposeAsync();
}
