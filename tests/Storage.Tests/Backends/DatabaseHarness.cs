using Experiments.Contracts.Metrics;
using Experiments.Contracts.Ports.Persistence;
using Experiments.Contracts.Ports.Persistence.Artifacts;
using Experiments.Contracts.Ports.Persistence.Checkpoints;
using Experiments.Contracts.Sweeps;
using Experiments.Search.States;
using Experiments.Storage.Model;
using Experiments.Storage.Access;
using Experiments.Storage.Artifacts;
using Experiments.Storage.Checkpoints;
using Experiments.Storage.Configuration;
using Experiments.Storage.Databases;
using Experiments.Storage.Ingest;
using Experiments.Storage.Keeping;
using Experiments.Storage.Logs;
using Experiments.Storage.Queries;
using Experiments.Storage.Schema;
using Experiments.Testing.Postgres;
using Experiments.Testing.Suites;
using Microsoft.Extensions.DependencyInjection;

namespace Experiments.Storage.Tests.Backends;

/// <summary>The real stores on their own database.</summary>
internal sealed class DatabaseHarness : StorageHarness
{
    private readonly Action _clean;

    private DatabaseHarness(ServiceProvider services, Action clean)
    {
        Services = services;
        _clean = clean;
    }

    public ServiceProvider Services { get; }

    /// <summary>The address of the database.</summary>
    public string Address => Services.GetRequiredService<DatabaseOptions>().Address;

    /// <summary>The folder for checkpoints that are too large for the database.</summary>
    public string Files => Services.GetRequiredService<CheckpointOptions>().Directory!;

    /// <summary>The paths within <see cref="Files"/> of what is stored there, in order.</summary>
    public IReadOnlyList<string> StoredFiles =>
    [
        .. Directory.EnumerateFiles(Files, "*", SearchOption.AllDirectories)
            .Select(file => Path.GetRelativePath(Files, file)).Where(file => !file.StartsWith('.'))
            .Order(StringComparer.Ordinal),
    ];

    public Database Database => Services.GetRequiredService<Database>();

    public SweepQueries Queries => Services.GetRequiredService<SweepQueries>();

    public TrialPins Pins => Services.GetRequiredService<TrialPins>();

    public SiloQueries SiloQueries => Services.GetRequiredService<SiloQueries>();

    public MetricWriter Writer => Services.GetRequiredService<MetricWriter>();

    public override ISweepStore Sweeps => Services.GetRequiredService<ISweepStore>();

    public override IMetricSink Metrics => Services.GetRequiredService<IMetricSink>();

    public override ICheckpointStore Checkpoints => Services.GetRequiredService<ICheckpointStore>();

    public override IArtifactStore Artifacts => Services.GetRequiredService<IArtifactStore>();

    public ArtifactQueries ArtifactQueries => Services.GetRequiredService<ArtifactQueries>();

    public override IClusterRegistry Clusters => Services.GetRequiredService<IClusterRegistry>();

    public override ITrialLogStore Logs => Services.GetRequiredService<ITrialLogStore>();

    public override Task<IReadOnlyList<LogPart>> ReadLogAsync(TrialId trial, int attempt, long from = 0) =>
        Services.GetRequiredService<LogQueries>().ReadAsync(trial, attempt, from);

    public static Task<DatabaseHarness> OpenAsync(
        Backend backend, SharedPostgres postgres, MetricWriterOptions? options = null) =>
        backend == Backend.Sqlite ? OpenSqliteAsync(options) : OpenPostgresAsync(postgres, options);

    public static Task<DatabaseHarness> OpenSqliteAsync(MetricWriterOptions? options = null)
    {
        var folder = Directory.CreateTempSubdirectory("experiments-sqlite-").FullName;
        return OpenAsync($"Data Source={folder}/test.db", options, () => Directory.Delete(folder, recursive: true));
    }

    public static async Task<DatabaseHarness> OpenPostgresAsync(
        SharedPostgres postgres, MetricWriterOptions? options = null) =>
        await OpenAsync(await (await postgres.GetAsync()).CreateDatabaseAsync(), options, () => { });

    /// <summary>Opens stores as a silo that does not own the tables.</summary>
    public static async Task<DatabaseHarness> OpenAsSiloAsync(SharedPostgres postgres) => await OpenAsync(
        await DatabaseLogins.CreateAsync(
            await (await postgres.GetAsync()).CreateDatabaseAsync(), DatabaseRole.Silo),
        null, () => { }, migrate: false);

    /// <summary>
    /// Opens stores that write all checkpoints to a folder, as if each were too large for the database.
    /// </summary>
    public static async Task<DatabaseHarness> OpenWithFilesAsync(
        SharedPostgres postgres, Backend backend = Backend.Postgres)
    {
        var folder = Directory.CreateTempSubdirectory("experiments-checkpoints-").FullName;
        var home = Directory.CreateTempSubdirectory("experiments-sqlite-").FullName;
        return await OpenAsync(
            backend == Backend.Sqlite
                ? $"Data Source={home}/test.db"
                : await (await postgres.GetAsync()).CreateDatabaseAsync(),
            null,
            () =>
            {
                Directory.Delete(folder, recursive: true);
                Directory.Delete(home, recursive: true);
            },
            new CheckpointOptions { DatabaseLimit = 0, Directory = folder });
    }

    public static async Task<DatabaseHarness> OpenAsync(
        string address, MetricWriterOptions? options, Action clean, CheckpointOptions? checkpoints = null,
        bool migrate = true)
    {
        var services = new ServiceCollection()
            .AddSingleton(options ?? new MetricWriterOptions())
            .AddSingleton(checkpoints ?? new CheckpointOptions())
            .AddStorage(new DatabaseOptions(address))
            .BuildServiceProvider();
        if (migrate) await services.GetRequiredService<StorageSchema>().EnsureAsync(migrate: true);
        return new DatabaseHarness(services, clean);
    }

    public override async Task<IReadOnlyList<MetricPoint>> ReadMetricsAsync(TrialId trial) =>
    [
        .. (await Queries.ListCurvesAsync(trial.SweepKey, trial.Number))
            .Select(point => new MetricPoint(point.Metric, point.Step, point.Value)),
    ];

    // The stored status, which does not consider dead nodes.
    public override Task<IReadOnlyList<StoredTrial>> ReadTrialsAsync(int sweepKey) => QueryAsync(
        "select number, status, attempt, restarts, node, objective, cause, finished_at from trials where sweep_key = "
        + $"{sweepKey} order by number",
        row => new StoredTrial(
            row.GetInt32(0), EnumText.Read<TrialStatus>(row.GetString(1)), row.GetInt32(2), row.GetInt32(3),
            row.GetString(4),
            row.NumberOrNull(5), row.TextOrNull(6), !row.IsDBNull(7)));

    public override Task<IReadOnlyList<long>> ReadCheckpointStepsAsync(TrialId trial) => QueryAsync(
        $"select step from checkpoints where trial_id = {trial.Value} order by step", row => row.GetInt64(0));

    public override async Task<IReadOnlyList<StoredArtifact>> ReadArtifactsAsync(TrialId trial)
    {
        var stored = new List<StoredArtifact>();
        foreach (var one in await ArtifactQueries.ListAsync(trial))
        {
            using var content = new MemoryStream();
            await ArtifactQueries.CopyAsync(one, content);
            stored.Add(new(one.Path, one.Attempt, System.Text.Encoding.UTF8.GetString(content.ToArray())));
            content.Length.ShouldBe(one.Size);
        }

        return stored;
    }

    public override Task PinAsync(TrialId trial) => Pins.PinAsync(trial);

    public override Task SilenceAsync(string silo) => ExecuteAsync(
        $"update silos set beat_at = {Database.Dialect.Ago(3_600)} where silo = @silo", ("silo", silo));

    public override async Task DamageCheckpointAsync(TrialId trial, long step)
    {
        var where = $"where trial_id = {trial.Value} and step = {step}";
        var file = (await QueryAsync($"select file from checkpoints {where}", row => row.TextOrNull(0))).Single();
        if (file is not null) await File.WriteAllBytesAsync(Path.Combine(Files, file), [1, 2, 3]);
        else await ExecuteAsync($"update checkpoints set data = @data {where}", ("data", new byte[] { 1, 2, 3 }));
    }

    public override Task DamageSnapshotAsync(int sweepKey) =>
        ExecuteAsync(
            $"update sweep_snapshots set state = @state where sweep_key = {sweepKey}",
            ("state", new byte[] { 1, 2, 3 }));

    public Task ExecuteAsync(string sql, params (string, object?)[] parameters) =>
        Database.WriteAsync(connection => connection.ExecuteAsync(sql, parameters, default), default);

    public Task<IReadOnlyList<T>> QueryAsync<T>(string sql, Func<System.Data.Common.DbDataReader, T> read) =>
        Database.ReadAsync(connection => connection.QueryAsync(sql, [], read, default), default);

    public override async ValueTask DisposeAsync()
    {
        await Services.DisposeAsync();
        _clean();
    }
}
