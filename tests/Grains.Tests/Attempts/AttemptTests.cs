using Experiments.Grains.Attempts;
using Experiments.Grains.Tests.Support;

namespace Experiments.Grains.Tests.Attempts;

/// <summary>What an attempt does when its state changes.</summary>
public sealed class AttemptTests
{
    private readonly NodeStub _node = new();

    [Fact]
    public void Apply_TrainerEnded_FreesTheShareOnceAndIsForgottenOnceItsEndIsReported()
    {
        var attempt = NodeStub.Start(node: _node);
        attempt.Apply(new AttemptEvent.Started());
        _node.Freed.ShouldBeEmpty();
        attempt.Apply(new AttemptEvent.TrainerReturned());
        attempt.Apply(new AttemptEvent.NodeFailed("no database"));
        _node.Freed.ShouldBe([attempt]);
        _node.Forgotten.ShouldBeEmpty();
        attempt.Apply(new AttemptEvent.EndReported());
        attempt.Apply(new AttemptEvent.EndReported());
        _node.Forgotten.ShouldBe([attempt]);
    }

    [Fact]
    public void Apply_ToldToStop_KeepsTheShareUntilTheTrainerEnds()
    {
        var attempt = NodeStub.Start(node: _node);
        attempt.Apply(new AttemptEvent.Started());
        attempt.Apply(new AttemptEvent.Superseded());
        (attempt.State.Phase, _node.Freed.Count).ShouldBe((AttemptPhase.Stopping, 0));
        attempt.Interrupted.IsCancellationRequested.ShouldBeFalse();
    }

    [Fact]
    public async Task Apply_InterruptedWhileItWaits_EndsWithoutAShare()
    {
        var attempt = NodeStub.Start(waits: true, node: _node);
        attempt.WaitForShareAsync().IsCompleted.ShouldBeFalse();
        attempt.Apply(new AttemptEvent.CancelRequested());
        await attempt.WaitForShareAsync();
        (attempt.State.Phase, _node.Freed.Count).ShouldBe((AttemptPhase.Ending, 1));
        // The node had granted the share at the same moment.
        attempt.Apply(new AttemptEvent.ShareGranted());
        attempt.State.Phase.ShouldBe(AttemptPhase.Ending);
    }

    [Fact]
    public async Task Apply_ShareGranted_Starts()
    {
        var attempt = NodeStub.Start(waits: true, node: _node);
        attempt.Apply(new AttemptEvent.ShareGranted());
        await attempt.WaitForShareAsync();
        attempt.State.Phase.ShouldBe(AttemptPhase.Starting);
    }

    [Fact]
    public void Apply_InterruptedTwice_CancelsTheToken()
    {
        var attempt = NodeStub.Start(node: _node);
        attempt.Apply(new AttemptEvent.ReleaseRequested("it drains"));
        attempt.Apply(new AttemptEvent.CancelRequested());
        attempt.Interrupted.IsCancellationRequested.ShouldBeTrue();
        attempt.State.Phase.ShouldBe(AttemptPhase.Starting);
    }

    [Fact]
    public async Task Apply_ManyThreadsEndIt_FreesTheShareOnce()
    {
        for (var round = 0; round < 50; round++)
        {
            var node = new NodeStub();
            var attempt = NodeStub.Start(node: node);
            await Task.WhenAll(Enumerable.Range(0, 8).Select(
                _ => Task.Run(() => attempt.Apply(new AttemptEvent.TrainerReturned()))));
            node.Freed.Count.ShouldBe(1);
        }
    }
}
