using System.Collections.Immutable;
using Experiments.Contracts.Ports.Persistence.Checkpoints;
using Experiments.Contracts.Sweeps;
using Experiments.Search.Events;
using Experiments.Search.States;

namespace Experiments.Contracts.Tests.Ports;

public sealed class CheckpointRetentionTests
{
    [Fact]
    public void Find_BestWithANewBest_RemovesTheFormerBestAndAllOthersThatEnd() =>
        Find(
            CheckpointKeep.Best, 1, 3, End(2, TrialStatus.Completed), End(3, TrialStatus.Completed),
            End(4, TrialStatus.Failed), End(5, TrialStatus.Cancelled), End(6, TrialStatus.Pruned))
            .ShouldBe([new(2, false), new(3, true), new(4, false), new(5, false), new(6, false), new(1, false)]);

    [Fact]
    public void Find_BestThatStays_IsNotTouched() =>
        Find(CheckpointKeep.Best, 1, 1, End(2, TrialStatus.Completed)).ShouldBe([new(2, false)]);

    [Fact]
    public void Find_TwoAreTheBestInOneCommit_RemovesTheFirst() =>
        Find(CheckpointKeep.Best, null, 1, End(0, TrialStatus.Completed), End(1, TrialStatus.Completed))
            .ShouldBe([new(0, false), new(1, true)]);

    [Theory]
    [InlineData(CheckpointKeep.Best)]
    [InlineData(CheckpointKeep.Last)]
    [InlineData(CheckpointKeep.All)]
    [InlineData(null)]
    public void Find_TrialsThatCanContinue_KeepEverything(CheckpointKeep? keep) =>
        Find(
            keep, 7, 7, new SearchAction.PauseTrial(1, 1), new SearchAction.Requeue(2, 1, 1, "lost"),
            new SearchAction.BeginAttempt(3, 2, 1, "node", new([])))
            .ShouldBeEmpty();

    [Fact]
    public void Find_Last_KeepsTheNewestOfEach() =>
        Find(CheckpointKeep.Last, 1, 2, End(2, TrialStatus.Completed), End(3, TrialStatus.Pruned))
            .ShouldBe([new(2, true), new(3, true)]);

    [Fact]
    public void Find_All_RemovesNothing() =>
        Find(CheckpointKeep.All, 1, 2, End(2, TrialStatus.Completed), End(3, TrialStatus.Pruned)).ShouldBeEmpty();

    /// <summary>Sweeps that were stored before there were policies behave as they did.</summary>
    [Fact]
    public void Find_NoPolicy_RemovesThoseOfTrialsThatWereStoppedEarly() =>
        Find(null, 1, 2, End(2, TrialStatus.Completed), End(3, TrialStatus.Pruned), End(4, TrialStatus.Failed))
            .ShouldBe([new(3, false)]);

    private static ImmutableArray<CheckpointRemoval> Find(
        CheckpointKeep? keep, int? before, int? after, params SearchAction[] actions) =>
        CheckpointRetention.Find(
            keep, [.. actions.Select((action, i) => new SearchStep(i, new SearchEvent.Prepared(), [action]))],
            before, after);

    private static SearchAction.EndTrial End(int trial, TrialStatus status) => new(trial, 1, status, null, null);
}
