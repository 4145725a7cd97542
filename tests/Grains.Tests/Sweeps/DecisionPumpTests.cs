using System.Collections.Immutable;
using Experiments.Contracts.Faults;
using Experiments.Contracts.Ports.Persistence;
using Experiments.Contracts.Sweeps;
using Experiments.Grains.Tests.Support;
using Experiments.Search.Events;
using Experiments.Search.States;
using Experiments.Testing.Waits;

namespace Experiments.Grains.Tests.Sweeps;

public sealed class DecisionPumpTests
{
    private static readonly SearchEvent Prepared = new SearchEvent.Prepared();
    private static readonly SearchEvent Offer = new SearchEvent.SlotOffered("node");

    private readonly PumpHarness _harness = new();

    [Fact]
    public Task Tell_ManyInOneTurn_AreOneCommitInTheirOrder() => Serial.RunAsync(async () =>
    {
        var tellings = Enumerable.Range(0, 10)
            .Select(i => _harness.Pump.TellAsync(i == 0 ? Prepared : Offer)).ToArray();
        var decided = await Task.WhenAll(tellings);
        var steps = _harness.Commits.Single().Steps;
        steps.Select(step => step.Seq).ShouldBe(Enumerable.Range(1, 10).Select(seq => (long)seq));
        decided.Skip(1).Select(actions => ((SearchAction.BeginAttempt)actions.Single()).Trial)
            .ShouldBe(Enumerable.Range(0, 9));
        steps.Select(step => step.Actions.Single()).ShouldBe(decided.Select(actions => actions.Single()));
    });

    [Fact]
    public Task Tell_TrialIsBetterThanTheBest_RemovesTheCheckpointsOfTheFormerBest() => Serial.RunAsync(async () =>
    {
        var harness = new PumpHarness(keep: CheckpointKeep.Best);
        foreach (var happened in (SearchEvent[])[Prepared, Offer, Offer, Offer]) await harness.Pump.TellAsync(happened);
        var goal = harness.Sweep.Spec.Search.Goal == Goal.Maximize ? 1 : -1;
        foreach (var (trial, objective) in new[] { (1, 0.5), (0, 0.7), (2, 0.6) })
            await harness.Pump.TellAsync(
                new SearchEvent.AttemptEnded(trial, 1, new AttemptOutcome.Completed(goal * objective)));
        harness.Commits.SkipLast(3).ShouldAllBe(commit => commit.Removals.IsEmpty);
        harness.Commits.TakeLast(3).Select(commit => commit.Removals.ToArray()).ShouldBe(
            [[new(1, true)], [new(0, true), new(1, false)], [new(2, false)]]);
    });

    [Fact]
    public Task Tell_WhileACommitRuns_JoinsTheNext() => Serial.RunAsync(async () =>
    {
        var gate = new TaskCompletionSource();
        var reached = new TaskCompletionSource();
        _harness.Before = () =>
        {
            reached.TrySetResult();
            return gate.Task;
        };
        var first = _harness.Pump.TellAsync(Prepared);
        await reached.Task.Within("the commit to begin");
        var second = _harness.Pump.TellAsync(Offer);
        var third = _harness.Pump.TellAsync(Offer);
        _harness.Pump.State.Status.ShouldBe(SweepStatus.Preparing);
        gate.SetResult();
        await Task.WhenAll(first, second, third);
        _harness.Commits.Select(commit => commit.Steps.Length).ShouldBe([1, 2]);
        _harness.Pump.State.Running.Count.ShouldBe(2);
    });

    [Fact]
    public Task Tell_MoreThanOneCommitTakes_AreSeveral() => Serial.RunAsync(async () =>
    {
        await Task.WhenAll(Enumerable.Range(0, 1200).Select(i => _harness.Pump.TellAsync(i == 0 ? Prepared : Offer)));
        _harness.Commits.Select(commit => commit.Steps.Length).ShouldBe([500, 500, 200]);
        _harness.Commits[^1].Steps[^1].Seq.ShouldBe(1200);
    });

    [Fact]
    public Task Tell_NothingDecided_CommitsNothing() => Serial.RunAsync(async () =>
    {
        (await _harness.Pump.TellAsync(Offer)).ShouldBeEmpty();
        _harness.Commits.ShouldBeEmpty();
    });

    [Fact]
    public Task Tell_CommitFails_AllWhoWaitFailAndNothingMoreIsTaken() => Serial.RunAsync(async () =>
    {
        var gate = new TaskCompletionSource();
        var reached = new TaskCompletionSource();
        _harness.Before = () =>
        {
            reached.TrySetResult();
            return gate.Task;
        };
        var inCommit = _harness.Pump.TellAsync(Prepared);
        await reached.Task.Within("the commit to begin");
        var waiting = _harness.Pump.TellAsync(Offer);
        gate.SetException(new TimeoutException("the database is away"));
        (await Should.ThrowAsync<TimeoutException>(inCommit)).Message.ShouldBe("the database is away");
        await Should.ThrowAsync<TimeoutException>(waiting);
        await Should.ThrowAsync<TimeoutException>(_harness.Pump.TellAsync(Offer));
        _harness.Pump.IsBroken.ShouldBeTrue();
        _harness.Pump.State.Status.ShouldBe(SweepStatus.Preparing);
        _harness.Broken.Count.ShouldBe(1);
        _harness.Commits.Count.ShouldBe(1);
    });

    [Fact]
    public Task Tell_AnotherActivationDecided_Breaks() => Serial.RunAsync(async () =>
    {
        await _harness.IntrudeAsync(
            new SearchStep(1, Prepared, [new SearchAction.EnterStatus(SweepStatus.Running, null)]));
        await Should.ThrowAsync<SweepConflictException>(_harness.Pump.TellAsync(Prepared));
        _harness.Pump.IsBroken.ShouldBeTrue();
    });

    [Fact]
    public Task Committed_EachCommit_IsRaisedWhenTheStateChangesAndBeforeTheTellersHear() => Serial.RunAsync(async () =>
    {
        var seen = new List<(long Seq, int Running, bool Heard)>();
        Task<ImmutableArray<SearchAction>>? offer = null;
        _harness.Pump.Committed += steps =>
            seen.Add((steps[^1].Seq, _harness.Pump.State.Running.Count, offer?.IsCompleted == true));
        await _harness.Pump.TellAsync(Prepared);
        offer = _harness.Pump.TellAsync(Offer);
        await offer;
        seen.ShouldBe([(1, 0, false), (2, 1, false)]);
    });

    [Fact]
    public Task Provenance_Given_IsStoredOnce() => Serial.RunAsync(async () =>
    {
        var provenance = new Provenance("1", "2", "3", 4);
        _harness.Pump.Provenance = provenance;
        await _harness.Pump.TellAsync(Prepared);
        await _harness.Pump.TellAsync(Offer);
        _harness.Commits.Select(commit => commit.Provenance).ShouldBe([provenance, null]);
    });

    [Fact]
    public Task Close_SomethingIsTold_ItIsDecidedAndNothingAfterIt() => Serial.RunAsync(async () =>
    {
        var before = _harness.Pump.TellAsync(Prepared);
        _harness.Pump.Close();
        (await before).ShouldHaveSingleItem();
        await Should.ThrowAsync<ClusterFaultException>(_harness.Pump.TellAsync(Offer));
        _harness.Broken.ShouldBeEmpty();
    });
}
