using Experiments.Contracts.Faults;
using Experiments.Contracts.Metrics;
using Experiments.Contracts.Ports.Persistence;
using Experiments.Contracts.Ports.Persistence.Checkpoints;
using Experiments.Contracts.Sweeps;
using Experiments.Search.Events;
using Experiments.Search.States;
using Experiments.Testing.Builders;

namespace Experiments.Testing.Suites;

/// <summary>Tests the contract of <see cref="ISweepStore"/>.</summary>
public abstract class SweepStoreSuite : StorageSuite
{
    [Fact]
    public async Task Create_NewSweep_IsPreparingAndFound()
    {
        var created = await Storage.Sweeps.CreateAsync(new NewSweep("a", SweepSpecs.Grid("first"), "c"), Cancel);
        var found = await Storage.Sweeps.FindAsync("a", Cancel);
        created.Key.ShouldBeGreaterThan(0);
        created.Status.ShouldBe(SweepStatus.Preparing);
        found!.Key.ShouldBe(created.Key);
        SweepSpecJson.Write(found.Spec).ShouldBe(SweepSpecJson.Write(SweepSpecs.Grid("first")));
        (await Storage.Sweeps.FindAsync("b", Cancel)).ShouldBeNull();
    }

    [Fact]
    public async Task Create_SameIdAgain_ReturnsTheFirst()
    {
        var first = await Storage.Sweeps.CreateAsync(new NewSweep("a", SweepSpecs.Grid("first"), "c"), Cancel);
        var second = await Storage.Sweeps.CreateAsync(new NewSweep("a", SweepSpecs.Grid("second"), "d"), Cancel);
        second.Key.ShouldBe(first.Key);
        second.Spec.Name.ShouldBe("first");
        second.Cluster.ShouldBe("c");
    }

    [Fact]
    public async Task Commit_Steps_AreReadBackInOrder()
    {
        var sweep = await Storage.BeginSweepAsync(trials: 3);
        await Storage.Sweeps.CommitAsync(
            new SweepCommit(
                sweep.Key, [SweepSteps.Complete(5, 1, double.NaN), SweepSteps.Complete(6, 0, 0.9)]), Cancel);
        var log = await Storage.Sweeps.ReadLogAsync(sweep.Key, Cancel).ToListAsync(Cancel);
        log.Select(step => step.Seq).ShouldBe([1, 2, 3, 4, 5, 6]);
        log[1].Event.ShouldBe(new SearchEvent.SlotOffered("node-1"));
        log[1].Actions.ShouldBe(SweepSteps.Begin(2, 0).Actions);
        var ended = log[4].Event.ShouldBeOfType<SearchEvent.AttemptEnded>();
        ended.Outcome.ShouldBe(new AttemptOutcome.Completed(double.NaN));
    }

    [Fact]
    public async Task Commit_StepThatExists_ConflictsAndChangesNothing()
    {
        var sweep = await Storage.BeginSweepAsync(trials: 1);
        var stale = new SweepCommit(sweep.Key, [SweepSteps.Complete(2, 0, 0.5), SweepSteps.Begin(3, 1)]);
        await Should.ThrowAsync<SweepConflictException>(() => Storage.Sweeps.CommitAsync(stale, Cancel));
        var overlapping = new SweepCommit(sweep.Key, [SweepSteps.Begin(2, 7), SweepSteps.Finish(3)]);
        await Should.ThrowAsync<SweepConflictException>(() => Storage.Sweeps.CommitAsync(overlapping, Cancel));
        var trial = (await Storage.ReadTrialsAsync(sweep.Key)).ShouldHaveSingleItem();
        trial.Status.ShouldBe(TrialStatus.Running);
        (await Storage.Sweeps.FindAsync(sweep.Id, Cancel))!.Status.ShouldBe(SweepStatus.Running);
        (await Storage.Sweeps.ReadLogAsync(sweep.Key, Cancel).CountAsync(Cancel)).ShouldBe(2);
    }

    [Fact]
    public async Task Commit_SameCommitTwice_ConflictsTheSecondTime()
    {
        var sweep = await Storage.BeginSweepAsync(trials: 1);
        var commit = new SweepCommit(sweep.Key, [SweepSteps.Complete(3, 0, 0.5)]);
        await Storage.Sweeps.CommitAsync(commit, Cancel);
        await Should.ThrowAsync<SweepConflictException>(() => Storage.Sweeps.CommitAsync(commit, Cancel));
        (await Storage.ReadTrialsAsync(sweep.Key)).ShouldHaveSingleItem().Objective.ShouldBe(0.5);
    }

    [Fact]
    public async Task Commit_ALifeOfATrial_ShowsInItsRow()
    {
        var sweep = await Storage.BeginSweepAsync(trials: 1);
        await CommitAsync(sweep, SweepSteps.Requeue(3, 0, 1, 1, "node lost"));
        (await OnlyTrialAsync(sweep)).ShouldBe(
            new StoredTrial(0, TrialStatus.Waiting, 1, 1, "node-1", null, "node lost", false));
        await CommitAsync(sweep, SweepSteps.Begin(4, 0, 2, 1, "node-2"));
        (await OnlyTrialAsync(sweep)).ShouldBe(
            new StoredTrial(0, TrialStatus.Running, 2, 1, "node-2", null, "node lost", false));
        await CommitAsync(sweep, SweepSteps.Complete(5, 0, 0.75, 2));
        (await OnlyTrialAsync(sweep)).ShouldBe(
            new StoredTrial(0, TrialStatus.Completed, 2, 1, "node-2", 0.75, null, true));
    }

    [Fact]
    public async Task Commit_SeveralChangesOfOneTrial_LeavesTheLast()
    {
        var sweep = await Storage.BeginSweepAsync(trials: 1);
        await CommitAsync(
            sweep, SweepSteps.Requeue(3, 0, 1, 1, "lost"), SweepSteps.Begin(4, 0, 2, 1, "node-2"),
            SweepSteps.Fail(5, 0, "diverged", 2),
            SweepSteps.Begin(6, 1), SweepSteps.Complete(7, 1, 0.25));
        var trials = await Storage.ReadTrialsAsync(sweep.Key);
        trials[0].ShouldBe(new StoredTrial(0, TrialStatus.Failed, 2, 1, "node-2", null, "diverged", true));
        trials[1].ShouldBe(new StoredTrial(1, TrialStatus.Completed, 1, 0, "node-1", 0.25, null, true));
    }

    [Fact]
    public async Task Commit_NextAttemptWithoutCheckpoint_ForgetsAllItsMetrics()
    {
        var sweep = await Storage.BeginSweepAsync(trials: 2);
        TrialId lost = new(sweep.Key, 0), other = new(sweep.Key, 1);
        await Storage.WriteAsync(lost, 1, new MetricPoint("loss", 0, 3), new MetricPoint("loss", 1, 2));
        await Storage.WriteAsync(other, 1, new MetricPoint("loss", 1, 1));
        await CommitAsync(sweep, SweepSteps.Requeue(4, 0, 1, 1, "lost"), SweepSteps.Begin(5, 0, 2, 1));
        (await Storage.ReadMetricsAsync(lost)).ShouldBeEmpty();
        (await Storage.ReadMetricsAsync(other)).Count.ShouldBe(1);
    }

    [Fact]
    public async Task Commit_NextAttemptWithCheckpoint_ForgetsMetricsPastIt()
    {
        var sweep = await Storage.BeginSweepAsync(trials: 1);
        var trial = new TrialId(sweep.Key, 0);
        await Storage.WriteAsync(
            trial, 1, new MetricPoint("loss", 1, 3), new MetricPoint("loss", 2, 2), new MetricPoint("loss", 3, 1));
        await Storage.Checkpoints.SaveAsync(new Checkpoint(trial, 1, 2, new byte[] { 1 }), Cancel);
        await CommitAsync(sweep, SweepSteps.Begin(3, 0, 2));
        (await Storage.ReadMetricsAsync(trial)).Select(point => point.Step).ShouldBe([1, 2]);
    }

    [Fact]
    public async Task Commit_TrialRestsIsPromotedAndStopsEarly_ShowsInItsRow()
    {
        var sweep = await Storage.BeginSweepAsync(trials: 1);
        await CommitAsync(sweep, SweepSteps.Rest(3, 0));
        (await OnlyTrialAsync(sweep)).ShouldBe(
            new StoredTrial(0, TrialStatus.Paused, 1, 0, "node-1", null, null, false));
        await CommitAsync(sweep, SweepSteps.Begin(4, 0, 2, 0, "node-2"));
        (await OnlyTrialAsync(sweep)).ShouldBe(
            new StoredTrial(0, TrialStatus.Running, 2, 0, "node-2", null, null, false));
        await CommitAsync(sweep, SweepSteps.Prune(5, 0, 0.5, 2));
        (await OnlyTrialAsync(sweep)).ShouldBe(new StoredTrial(0, TrialStatus.Pruned, 2, 0, "node-2", 0.5, null, true));
    }

    [Fact]
    public async Task Commit_TrialRests_KeepsItsCheckpointAndTakesNothingMore()
    {
        var sweep = await Storage.BeginSweepAsync(trials: 1);
        var trial = new TrialId(sweep.Key, 0);
        await Storage.Checkpoints.SaveAsync(new Checkpoint(trial, 1, 2, new byte[] { 1 }), Cancel);
        await CommitAsync(sweep, SweepSteps.Rest(3, 0));
        (await Storage.Checkpoints.LoadLatestAsync(trial, Cancel))!.Step.ShouldBe(2);
        (await Storage.WriteAsync(trial, 1, new MetricPoint("loss", 3, 3))).ShouldBeFalse();
        (await Storage.Checkpoints.SaveAsync(new Checkpoint(trial, 1, 3, new byte[] { 1 }), Cancel)).ShouldBeFalse();
    }

    [Fact]
    public async Task Commit_TrialsLoseCheckpoints_TheOthersKeepTheirs()
    {
        var sweep = await Storage.BeginSweepAsync(trials: 3);
        for (var trial = 0; trial < 3; trial++) await SaveCheckpointsAsync(sweep, trial);
        await Storage.Sweeps.CommitAsync(
            new SweepCommit(sweep.Key, [SweepSteps.Prune(5, 0, 0.5), SweepSteps.Complete(6, 1, 0.5)])
            {
                Removals = [new(0, KeepsNewest: false), new(1, KeepsNewest: true)],
            }, Cancel);
        (await StepsAsync(sweep, 0)).ShouldBeEmpty();
        (await StepsAsync(sweep, 1)).ShouldBe([2]);
        (await StepsAsync(sweep, 2)).ShouldBe([1, 2]);
    }

    [Fact]
    public async Task Commit_TrialThatDoesNotChangeLosesCheckpoints_HasNone()
    {
        var sweep = await Storage.BeginSweepAsync(trials: 2);
        await SaveCheckpointsAsync(sweep, 0);
        await CommitAsync(sweep, SweepSteps.Complete(4, 0, 0.5));
        await Storage.Sweeps.CommitAsync(
            new SweepCommit(sweep.Key, [SweepSteps.Complete(5, 1, 0.75)]) { Removals = [new(0, false)] }, Cancel);
        (await StepsAsync(sweep, 0)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Commit_PinnedTrialLosesCheckpoints_KeepsThem()
    {
        var sweep = await Storage.BeginSweepAsync(trials: 2);
        for (var trial = 0; trial < 2; trial++) await SaveCheckpointsAsync(sweep, trial);
        await Storage.PinAsync(new TrialId(sweep.Key, 0));
        await Storage.Sweeps.CommitAsync(
            new SweepCommit(sweep.Key, [SweepSteps.Prune(4, 0, 0.5), SweepSteps.Prune(5, 1, 0.5)])
            {
                Removals = [new(0, false), new(1, false)],
            }, Cancel);
        (await StepsAsync(sweep, 0)).ShouldBe([1, 2]);
        (await StepsAsync(sweep, 1)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Commit_StepThatExists_RemovesNoCheckpoint()
    {
        var sweep = await Storage.BeginSweepAsync(trials: 1);
        await SaveCheckpointsAsync(sweep, 0);
        var stale = new SweepCommit(sweep.Key, [SweepSteps.Prune(2, 0, 0.5)]) { Removals = [new(0, false)] };
        await Should.ThrowAsync<SweepConflictException>(() => Storage.Sweeps.CommitAsync(stale, Cancel));
        (await StepsAsync(sweep, 0)).ShouldBe([1, 2]);
    }

    [Fact]
    public async Task ReadLog_AfterAStep_GivesTheRest()
    {
        var sweep = await Storage.BeginSweepAsync(trials: 4);
        var log = await Storage.Sweeps.ReadLogAsync(sweep.Key, 3, Cancel).ToListAsync(Cancel);
        log.Select(step => step.Seq).ShouldBe([4, 5]);
        (await Storage.Sweeps.ReadLogAsync(sweep.Key, 5, Cancel).CountAsync(Cancel)).ShouldBe(0);
    }

    [Fact]
    public async Task SaveSnapshot_SeveralOfAVersion_TheLatestIsLoaded()
    {
        var sweep = await Storage.BeginSweepAsync(trials: 1);
        (await Storage.Sweeps.LoadSnapshotAsync(sweep.Key, 1, Cancel)).ShouldBeNull();
        foreach (var seq in new[] { 1, 7, 4 }) await SaveAsync(sweep, seq, 1);
        var loaded = await Storage.Sweeps.LoadSnapshotAsync(sweep.Key, 1, Cancel);
        (loaded!.SweepKey, loaded.Seq, loaded.Version).ShouldBe((sweep.Key, 7, 1));
        loaded.State.ToArray().ShouldBe([7, 1]);
    }

    [Fact]
    public async Task LoadSnapshot_OfAnotherVersionOrDamaged_IsNull()
    {
        var sweep = await Storage.BeginSweepAsync(trials: 1);
        await SaveAsync(sweep, 7, 2);
        (await Storage.Sweeps.LoadSnapshotAsync(sweep.Key, 1, Cancel)).ShouldBeNull();
        await SaveAsync(sweep, 5, 1);
        (await Storage.Sweeps.LoadSnapshotAsync(sweep.Key, 1, Cancel))!.Seq.ShouldBe(5);
        await Storage.DamageSnapshotAsync(sweep.Key);
        (await Storage.Sweeps.LoadSnapshotAsync(sweep.Key, 1, Cancel)).ShouldBeNull();
    }

    private Task SaveAsync(StoredSweep sweep, int seq, int version) => Storage.Sweeps.SaveSnapshotAsync(
        new SweepSnapshot(sweep.Key, seq, version, new byte[] { (byte)seq, (byte)version }), Cancel);

    [Fact]
    public async Task ListUnfinished_SomeEnded_ListsTheRestOfTheCluster()
    {
        var ended = await Storage.BeginSweepAsync(0, "ended");
        await CommitAsync(ended, SweepSteps.Finish(2));
        await Storage.BeginSweepAsync(0, "runs");
        await Storage.BeginSweepAsync(0, "elsewhere", "cluster-2");
        (await Storage.Sweeps.ListUnfinishedAsync("cluster-1", Cancel)).ShouldBe(["runs"]);
        (await Storage.Sweeps.FindAsync("ended", Cancel))!.Status.ShouldBe(SweepStatus.Completed);
    }

    private async Task SaveCheckpointsAsync(StoredSweep sweep, int trial)
    {
        for (var step = 1; step <= 2; step++)
            (await Storage.Checkpoints.SaveAsync(
                new Checkpoint(new TrialId(sweep.Key, trial), 1, step, new byte[] { 1 }), Cancel)).ShouldBeTrue();
    }

    /// <summary>Returns the steps of a trial's checkpoints.</summary>
    private Task<IReadOnlyList<long>> StepsAsync(StoredSweep sweep, int trial) =>
        Storage.ReadCheckpointStepsAsync(new TrialId(sweep.Key, trial));

    private Task CommitAsync(StoredSweep sweep, params SearchStep[] steps) =>
        Storage.Sweeps.CommitAsync(new SweepCommit(sweep.Key, [.. steps]), Cancel);

    private async Task<StoredTrial> OnlyTrialAsync(StoredSweep sweep) =>
        (await Storage.ReadTrialsAsync(sweep.Key)).ShouldHaveSingleItem();
}
