using Experiments.Contracts.Metrics;
using Experiments.Contracts.Ports.Persistence;
using Experiments.Contracts.Ports.Persistence.Checkpoints;
using Experiments.Contracts.Sweeps;
using Experiments.Testing.Builders;

namespace Experiments.Testing.Suites;

/// <summary>Tests the contract of <see cref="ICheckpointStore"/>.</summary>
public abstract class CheckpointStoreSuite : StorageSuite
{
    [Fact]
    public async Task LoadLatest_None_IsNull() =>
        (await Storage.Checkpoints.LoadLatestAsync(await BeginAsync(), Cancel)).ShouldBeNull();

    [Fact]
    public async Task Save_Several_LoadsTheNewest()
    {
        var trial = await BeginAsync();
        for (var step = 1; step <= 3; step++) (await SaveAsync(trial, 1, step)).ShouldBeTrue();
        await ShouldLoadAsync(trial, 3);
    }

    [Fact]
    public async Task Save_SameAgain_ChangesNothing()
    {
        var trial = await BeginAsync();
        (await SaveAsync(trial, 1, 1)).ShouldBeTrue();
        (await SaveAsync(trial, 1, 1)).ShouldBeTrue();
        await ShouldLoadAsync(trial, 1);
    }

    [Fact]
    public async Task Save_OlderAttempt_IsRefused()
    {
        var trial = await BeginAsync();
        await SaveAsync(trial, 1, 1);
        await Storage.Sweeps.CommitAsync(new SweepCommit(trial.SweepKey, [SweepSteps.Begin(3, 0, 2)]), Cancel);
        (await SaveAsync(trial, 1, 2)).ShouldBeFalse();
        await ShouldLoadAsync(trial, 1);
        (await SaveAsync(trial, 2, 2)).ShouldBeTrue();
        await ShouldLoadAsync(trial, 2);
    }

    [Fact]
    public async Task LoadLatest_NewestDamaged_IsTheOneBefore()
    {
        var trial = await BeginAsync();
        for (var step = 1; step <= 3; step++) await SaveAsync(trial, 1, step);
        await Storage.DamageCheckpointAsync(trial, 3);
        await ShouldLoadAsync(trial, 2);
        await Storage.DamageCheckpointAsync(trial, 2);
        (await Storage.Checkpoints.LoadLatestAsync(trial, Cancel)).ShouldBeNull();
    }

    [Fact]
    public async Task LoadMetric_SeveralSteps_IsTheNewestOfThatMetric()
    {
        var trial = await BeginAsync();
        await Storage.WriteAsync(trial, 1, new("acc", 1, 0.5), new("acc", 2, 0.75), new("loss", 3, double.NaN));
        (await Storage.Checkpoints.LoadMetricAsync(trial, "acc", Cancel)).ShouldBe(new MetricPoint("acc", 2, 0.75));
        (await Storage.Checkpoints.LoadMetricAsync(trial, "loss", Cancel)).ShouldBe(
            new MetricPoint("loss", 3, double.NaN));
    }

    [Fact]
    public async Task LoadMetric_NeverReported_IsNull() =>
        (await Storage.Checkpoints.LoadMetricAsync(await BeginAsync(), "acc", Cancel)).ShouldBeNull();

    [Fact]
    public async Task SummarizeMetric_UpToAStep_IsOfTheFiniteValuesOfThatMetricUntilThere()
    {
        var trial = await BeginAsync();
        await Storage.WriteAsync(
            trial, 1, new("acc", 10, 0.5), new("acc", 20, double.NaN), new("acc", 30, 0.25),
            new("acc", 40, double.PositiveInfinity),
            new("acc", 50, 0.75), new("loss", 5, -9));
        (await Storage.Checkpoints.SummarizeMetricAsync(trial, "acc", 50, Cancel))
            .ShouldBe(new MetricSummary(3, 0.25, 0.75, new MetricPoint("acc", 50, 0.75)));
        (await Storage.Checkpoints.SummarizeMetricAsync(trial, "acc", 49, Cancel))
            .ShouldBe(new MetricSummary(2, 0.25, 0.5, new MetricPoint("acc", 30, 0.25)));
    }

    [Fact]
    public async Task SummarizeMetric_NothingFiniteUntilThere_CountsNone()
    {
        var trial = await BeginAsync();
        await Storage.WriteAsync(trial, 1, new("acc", 1, double.NaN), new("acc", 2, 0.5));
        foreach (var (metric, step) in new[] { ("acc", 1L), ("loss", 9L) })
        {
            var summary = await Storage.Checkpoints.SummarizeMetricAsync(trial, metric, step, Cancel);
            (summary.Count, summary.Newest).ShouldBe((0, null));
        }
    }

    private Task<bool> SaveAsync(TrialId trial, int attempt, long step) =>
        Storage.Checkpoints.SaveAsync(new Checkpoint(trial, attempt, step, DataOf(step)), Cancel);

    private async Task ShouldLoadAsync(TrialId trial, long step)
    {
        var loaded = await Storage.Checkpoints.LoadLatestAsync(trial, Cancel);
        loaded!.Step.ShouldBe(step);
        loaded.Data.ToArray().ShouldBe(DataOf(step));
    }

    private async Task<TrialId> BeginAsync() => new((await Storage.BeginSweepAsync(trials: 1)).Key, 0);

    private static byte[] DataOf(long step) => [.. Enumerable.Range(0, 1_000).Select(i => (byte)(i * step))];
}
