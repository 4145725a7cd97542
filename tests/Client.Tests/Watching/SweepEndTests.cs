using Experiments.Changes.Sweeps;
using Experiments.Client.Output;
using Experiments.Client.Tests.Support;
using Experiments.Client.Watching;
using Experiments.Search.States;

namespace Experiments.Client.Tests.Watching;

public sealed class SweepEndTests
{
    [Theory]
    [InlineData(SweepStatus.Completed, 1, null, null)]
    [InlineData(SweepStatus.Stopped, 1, null, null)]
    [InlineData(SweepStatus.Completed, 0, null, "has completed without a completed trial")]
    [InlineData(SweepStatus.Stopped, 0, null, "was stopped without a completed trial")]
    [InlineData(SweepStatus.Failed, 0, "no room", "has failed: no room")]
    [InlineData(SweepStatus.Cancelled, 3, null, "was cancelled")]
    public void WhyFailed_Sweep_IsNothingWhereItEndedInOrderWithATrial(
        SweepStatus status, int completed, string? reason, string? why) =>
        SweepEnd.WhyFailed(Sweeps.Summary(status, completed: completed) with { Reason = reason })
            .ShouldBe(why is null ? null : $"sweep 'digits-optimizers' (k3m9x0q2ab) {why}");

    [Theory]
    [InlineData(SweepStatus.Preparing, "is preparing")]
    [InlineData(SweepStatus.Running, "is running")]
    [InlineData(SweepStatus.Stopping, "is stopping")]
    [InlineData(SweepStatus.Cancelling, "is cancelling")]
    [InlineData(SweepStatus.Completed, "has completed")]
    [InlineData(SweepStatus.Failed, "has failed")]
    [InlineData(SweepStatus.Stopped, "was stopped")]
    [InlineData(SweepStatus.Cancelled, "was cancelled")]
    public void AsVerb_Status_EndsASentence(SweepStatus status, string verb) => status.AsVerb().ShouldBe(verb);

    [Fact]
    public void AsVerb_SweepThatWaits_SaysForWhat()
    {
        var waits = Sweeps.Summary() with { WaitsFor = "a node" };
        (waits.AsVerb(), waits.Shown()).ShouldBe(("is waiting for a node", "waiting for a node"));
    }
}
