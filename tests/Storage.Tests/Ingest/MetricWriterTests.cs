using System.Diagnostics.Metrics;
using Experiments.Contracts.Metrics;
using Experiments.Contracts.Sweeps;
using Experiments.Storage.Tests.Backends;
using Experiments.Testing.Postgres;
using Microsoft.Extensions.DependencyInjection;

namespace Experiments.Storage.Tests.Ingest;

public sealed class MetricWriterTests(SharedPostgres postgres)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory, InlineData(Backend.Sqlite), InlineData(Backend.Postgres)]
    public async Task Dispose_BatchesWait_WritesThem(Backend backend)
    {
        await using var storage = await DatabaseHarness.OpenAsync(backend, postgres);
        var trial = new TrialId((await storage.BeginSweepAsync(trials: 1)).Key, 0);
        var receipts = new List<Task<bool>>();
        for (var step = 0; step < 1_000; step++)
            receipts.Add(await storage.Metrics.WriteAsync(BatchOf(trial, "loss", step), Cancel));
        await storage.Writer.DisposeAsync();
        receipts.ShouldAllBe(receipt => receipt.IsCompletedSuccessfully);
        (await storage.ReadMetricsAsync(trial)).Count.ShouldBe(1_000);
        await Should.ThrowAsync<ObjectDisposedException>(
            async () => await storage.Metrics.WriteAsync(BatchOf(trial, "loss", 1_001), Cancel));
    }

    [Fact]
    public async Task Write_BatchThatNoDatabaseTakes_FailsAloneAmongOthers()
    {
        await using var storage = await DatabaseHarness.OpenPostgresAsync(postgres, new() { Connections = 1 });
        var trial = new TrialId((await storage.BeginSweepAsync(trials: 1)).Key, 0);
        var receipts = new List<Task<bool>>();
        for (var step = 0; step < 50; step++)
            receipts.Add(
                await storage.Metrics.WriteAsync(BatchOf(trial, step == 25 ? "not\0text" : "loss", step), Cancel));
        await Should.ThrowAsync<Npgsql.PostgresException>(() => receipts[25]);
        receipts.RemoveAt(25);
        (await Task.WhenAll(receipts)).ShouldAllBe(accepted => accepted);
        (await storage.ReadMetricsAsync(trial)).Count.ShouldBe(49);
    }

    [Fact]
    public async Task Write_AcceptedAndRefused_AreCounted()
    {
        await using var storage = await DatabaseHarness.OpenSqliteAsync();
        using var counts = new MeterCounts("Experiments", storage.Services.GetRequiredService<IMeterFactory>());
        var trial = new TrialId((await storage.BeginSweepAsync(trials: 1)).Key, 0);
        await storage.WriteAsync(trial, 1, new MetricPoint("a", 1, 1), new MetricPoint("b", 1, 1));
        await storage.WriteAsync(trial, 9, new MetricPoint("a", 2, 1));
        await storage.Writer.DisposeAsync();
        counts["experiments.storage.metric_rows"].ShouldBe(2);
        counts["experiments.storage.refused_rows"].ShouldBe(1);
        counts["experiments.storage.queued_rows"].ShouldBe(0);
    }

    private static MetricBatch BatchOf(TrialId trial, string metric, long step) =>
        new(trial, 1, DateTimeOffset.UnixEpoch, [new MetricPoint(metric, step, step)]);
}
