using Experiments.Contracts.Metrics;
using Experiments.Contracts.Ports.Persistence.Checkpoints;
using Experiments.Contracts.Sweeps;
using Experiments.Storage.Databases;
using Experiments.Storage.Ingest;
using Experiments.Storage.Tests.Backends;
using Experiments.Testing.Postgres;
using Experiments.Testing.Waits;
using Npgsql;

namespace Experiments.Storage.Tests.Outages;

/// <summary>Uses its own server, since these tests stop it.</summary>
public sealed class OutageTests : IAsyncLifetime
{
    private PostgresServer? _server;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        if (PostgresBinaries.Find() is null && Environment.GetEnvironmentVariable("CI") != "true")
            Assert.Skip("No PostgreSQL server is installed (apt-get install postgresql).");
        _server = await PostgresServer.CreateAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (_server is not null) await _server.DisposeAsync();
    }

    [Fact]
    public async Task Write_ServerIsAway_WaitsForItAndStoresEachRowOnce()
    {
        await using var storage = await OpenAsync(
            new MetricWriterOptions { LongestPause = TimeSpan.FromMilliseconds(100) });
        var trial = new TrialId((await storage.BeginSweepAsync(trials: 1)).Key, 0);
        await _server!.StopAsync();
        var receipts = new List<Task<bool>>();
        for (var step = 1; step <= 10; step++) receipts.Add(await WriteAsync(storage, trial, step));
        receipts.ShouldAllBe(receipt => !receipt.IsCompleted);
        await _server.StartAsync();
        (await Task.WhenAll(receipts).Within("the rows to be stored once the server is back"))
            .ShouldAllBe(accepted => accepted);
        (await storage.ReadMetricsAsync(trial)).Select(point => point.Step)
            .ShouldBe(Enumerable.Range(1, 10).Select(step => (long)step));
    }

    [Fact]
    public async Task SaveCheckpoint_ServerIsAway_WaitsForItAndSaves()
    {
        await using var storage = await OpenAsync(
            new MetricWriterOptions { LongestPause = TimeSpan.FromMilliseconds(100) });
        var trial = new TrialId((await storage.BeginSweepAsync(trials: 1)).Key, 0);
        await _server!.StopAsync();
        var saving = storage.Checkpoints.SaveAsync(new Checkpoint(trial, 1, 3, new byte[] { 1, 2, 3 }), Cancel);
        saving.IsCompleted.ShouldBeFalse();
        await _server.StartAsync();
        (await saving.Within("the checkpoint to be saved once the server is back")).ShouldBeTrue();
        (await storage.Checkpoints.LoadLatestAsync(trial, Cancel))!.Step.ShouldBe(3);
    }

    [Fact]
    public async Task Write_ServerIsKilledAgainAndAgain_StoresEachRowOnce()
    {
        const int Trials = 8, Steps = 400;
        await using var storage = await OpenAsync(
            new MetricWriterOptions
            {
                LongestPause = TimeSpan.FromMilliseconds(50),
                RowsPerCommit = 40,
                Capacity = 200,
            });
        var sweep = await storage.BeginSweepAsync(Trials);
        var progress = new SemaphoreSlim(0);
        var writers = Enumerable.Range(0, Trials).Select(number => Task.Run(async () =>
        {
            for (var step = 1; step <= Steps; step++)
            {
                (await await WriteAsync(storage, new TrialId(sweep.Key, number), step)).ShouldBeTrue();
                progress.Release();
            }
        })).ToArray();
        for (var kill = 0; kill < 3; kill++)
        {
            for (var written = 0; written < 500; written++)
                await progress.WaitAsync(Cancel).Within("rows to be stored between two kills");
            await _server!.KillAsync();
            await _server.StartAsync();
        }

        await Task.WhenAll(writers).Within("all rows to be stored");
        for (var number = 0; number < Trials; number++)
        {
            (await storage.ReadMetricsAsync(new TrialId(sweep.Key, number))).Select(point => point.Step)
                .ShouldBe(Enumerable.Range(1, Steps).Select(step => (long)step));
        }
    }

    [Fact]
    public async Task Write_QueueIsFullWhileTheServerIsAway_Waits()
    {
        await using var storage = await OpenAsync(
            new MetricWriterOptions { Capacity = 3, LongestPause = TimeSpan.FromMilliseconds(100) });
        var trial = new TrialId((await storage.BeginSweepAsync(trials: 1)).Key, 0);
        await _server!.StopAsync();
        for (var step = 1; step <= 3; step++) await WriteAsync(storage, trial, step);
        var fourth = WriteAsync(storage, trial, 4).AsTask();
        fourth.IsCompleted.ShouldBeFalse();
        storage.Writer.QueuedRows.ShouldBe(3);
        await _server.StartAsync();
        (await (await fourth.Within("room in the queue")).Within("the fourth row to be stored")).ShouldBeTrue();
    }

    /// <summary>Simulates a machine that froze or lost power during a transaction.</summary>
    [Fact]
    public async Task Lock_OfAClientThatFallsSilent_IsLetGoAndItsWorkMayBeDoneAgain()
    {
        await using var storage = await OpenAsync(new MetricWriterOptions());
        var trial = new TrialId((await storage.BeginSweepAsync(trials: 1)).Key, 0);
        await using var silent = await ((PostgresDatabase)storage.Database).Source.OpenConnectionAsync(Cancel);
        await using var transaction = await silent.BeginTransactionAsync(Cancel);
        await ExecuteAsync(silent, $"select attempt from trials where id = {trial.Value} for share");

        await storage.ExecuteAsync("update trials set attempt = 2 where id = @id", ("id", trial.Value));

        var fault = await Should.ThrowAsync<NpgsqlException>(() => ExecuteAsync(silent, "select 1"));
        TransientFaults.IsTransient(fault).ShouldBeTrue(fault.ToString());
    }

    private static async Task ExecuteAsync(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(Cancel);
    }

    [Fact]
    public async Task Dispose_ServerStaysAway_CancelsWhatWaitsAtTheDeadline()
    {
        await using var storage = await OpenAsync(
            new MetricWriterOptions
            {
                DrainTimeout = TimeSpan.FromMilliseconds(200),
                LongestPause = TimeSpan.FromMilliseconds(50),
            });
        var trial = new TrialId((await storage.BeginSweepAsync(trials: 1)).Key, 0);
        await _server!.StopAsync();
        var receipt = await WriteAsync(storage, trial, 1);
        await storage.Writer.DisposeAsync();
        receipt.IsCanceled.ShouldBeTrue();
    }

    private async Task<DatabaseHarness> OpenAsync(MetricWriterOptions options) =>
        await DatabaseHarness.OpenAsync(await _server!.CreateDatabaseAsync(), options, () => { });

    private static ValueTask<Task<bool>> WriteAsync(DatabaseHarness storage, TrialId trial, long step) =>
        storage.Metrics.WriteAsync(
            new MetricBatch(trial, 1, DateTimeOffset.UnixEpoch, [new MetricPoint("loss", step, 1.0 / step)]), Cancel);
}
