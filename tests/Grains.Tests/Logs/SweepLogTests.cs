using Experiments.Contracts.Ports.Persistence;
using Experiments.Grains.Logs;
using Experiments.Grains.Tests.Support;
using Experiments.Search.Deciding;
using Experiments.Search.Events;
using Experiments.Search.States;
using Experiments.Testing.Fakes;

namespace Experiments.Grains.Tests.Logs;

public sealed class SweepLogTests
{
    private readonly StoredSweep _sweep = new(1, "s1", Specs.Of(2), "cluster", SweepStatus.Preparing);
    private readonly RecordedLog<SweepLog> _lines = [];
    private SearchState _state;
    private long _seq;

    public SweepLogTests() => _state = SearchCore.Begin(_sweep.Spec.Search);

    private string Name => _sweep.Spec.Name;

    private string Method => $"{_sweep.Spec.Search.Method}".ToLowerInvariant();

    [Fact]
    public void Committed_AWholeSweepWithALostAndAFailedTrial_TellsEachOnce()
    {
        var log = new SweepLog(_sweep, _state, isNew: true, Named, _lines);
        Happens(log, new SearchEvent.Prepared());
        Happens(log, new SearchEvent.SlotOffered("a"));
        Happens(log, new SearchEvent.AttemptEnded(0, 1, new AttemptOutcome.Failed("node a was lost\nstack")));
        Happens(log, new SearchEvent.SlotOffered("b"));
        Happens(log, new SearchEvent.AttemptEnded(0, 2, new AttemptOutcome.Completed(0.5)));
        Happens(log, new SearchEvent.SlotOffered("b"));
        Happens(log, new SearchEvent.AttemptEnded(1, 1, new AttemptOutcome.Diverged("loss is NaN")));

        _lines.Where(line => !line.StartsWith("Debug", StringComparison.Ordinal)).ShouldBe(
        [
            $"Information: Sweep '{Name}' (s1) was accepted: method {Method}, pool 'default'.",
            $"Information: Sweep '{Name}' (s1) is running.",
            $"Warning: Attempt 1 of trial 0 of '{Name}' failed, and the trial is tried again: node 'gpu-a' was lost.",
            $"Information: Trial 0 of '{Name}' begins again: attempt 2 on 'gpu-b'.",
            $"Warning: Trial 1 of '{Name}' failed for good in attempt 1: loss is NaN.",
            $"Information: Sweep '{Name}' (s1) has ended, completed: 1 trials completed, 0 were stopped early, "
            + "1 failed, 0 were cancelled; the best is trial 0.",
        ]);
    }

    [Fact]
    public void Committed_ATrialThatWaitedWhenTheSweepWasLoaded_BeginsAgain()
    {
        var before = new SweepLog(_sweep, _state, isNew: true, Named, new RecordedLog<SweepLog>());
        Happens(before, new SearchEvent.Prepared());
        Happens(before, new SearchEvent.SlotOffered("a"));
        Happens(before, new SearchEvent.AttemptEnded(0, 1, new AttemptOutcome.Released("node a is leaving")));

        var log = new SweepLog(_sweep, _state, isNew: false, Named, _lines);
        Happens(log, new SearchEvent.SlotOffered("b"));

        _lines.ShouldBe(
        [
            $"Information: Sweep '{Name}' (s1) continues here: 0 of its trials have ended, 0 are running.",
            $"Information: Trial 0 of '{Name}' begins again: attempt 2 on 'gpu-b'.",
        ]);
    }

    [Fact]
    public void Committed_AFaultOfANode_IsAFailureThatIsTriedAgain()
    {
        var log = new SweepLog(_sweep, _state, isNew: true, Named, _lines);
        Happens(log, new SearchEvent.Prepared());
        Happens(log, new SearchEvent.SlotOffered("a"));
        Happens(log, new SearchEvent.AttemptEnded(0, 1, new AttemptOutcome.Faulted("the GPU is lost", "a")));

        _lines.Last().ShouldBe(
            $"Warning: Attempt 1 of trial 0 of '{Name}' failed, and the trial is tried again: the GPU is lost.");
    }

    [Fact]
    public void Create_ASweepThatHasEnded_TellsNothing()
    {
        _ = new SweepLog(_sweep, _state with { Status = SweepStatus.Completed }, isNew: false, Named, _lines);
        _lines.ShouldBeEmpty();
    }

    private static string Named(string text) => string.Join(
        ' ', text.Split(' ').Select(word => word is "a" or "b" ? $"'gpu-{word}'" : word));

    private void Happens(SweepLog log, SearchEvent happened)
    {
        var (next, actions) = SearchCore.Apply(_sweep.Spec.Search, _state, happened);
        _state = next;
        log.Committed(_state, [new SearchStep(++_seq, happened, actions)]);
    }
}
