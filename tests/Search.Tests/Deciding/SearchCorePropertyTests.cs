using System.Text.Json;
using CsCheck;
using Experiments.Search.Deciding;
using Experiments.Search.Spaces;

namespace Experiments.Search.Tests.Deciding;

public class SearchCorePropertyTests
{
    [Fact]
    public void Apply_AnyEvents_KeepsInvariants() => Runs((run, choices) =>
    {
        var last = new Dictionary<int, (int Attempt, Assignment Assignment)>();
        var ended = new HashSet<int>();
        foreach (var choice in choices)
        {
            var before = run.State;
            var actions = run.Tell(RunGen.Event(run.State, choice));
            if (actions.IsEmpty) run.State.ShouldBeSameAs(before);
            if (before.IsFinal) actions.ShouldBeEmpty();
            Check(run.Spec, run.State);
            foreach (var begin in actions.OfType<SearchAction.BeginAttempt>())
            {
                ended.ShouldNotContain(begin.Trial);
                begin.Restarts.ShouldBeLessThanOrEqualTo(run.Spec.MaxRestarts);
                if (last.TryGetValue(begin.Trial, out var previous))
                    (begin.Attempt - 1, begin.Assignment).ShouldBe(previous);
                else
                    begin.Attempt.ShouldBe(1);
                last[begin.Trial] = (begin.Attempt, begin.Assignment);
            }
            foreach (var end in actions.OfType<SearchAction.EndTrial>()) ended.Add(end.Trial).ShouldBeTrue();
        }
        last.Count.ShouldBe(run.State.NextTrial);
        (run.Spec.RunCap is { } cap && last.Count > cap).ShouldBeFalse();
    });

    [Fact]
    public void Apply_SameEventsAgain_GivesSameDecisions() => Runs((run, choices) =>
    {
        foreach (var choice in choices) run.Tell(RunGen.Event(run.State, choice));
        var again = SearchRun.Prepared(run.Spec);
        foreach (var step in run.Steps.Skip(1)) again.Tell(step.Event).ShouldBe(step.Actions);
        Json(again.State).ShouldBe(Json(run.State));
    });

    [Fact]
    public void Apply_StateWrittenAndReadAtEachStep_GoesOnTheSame() => Runs((run, choices) =>
    {
        var through = SearchRun.Prepared(run.Spec);
        foreach (var choice in choices)
        {
            var happened = RunGen.Event(run.State, choice);
            through.State = RoundTrip(through.State);
            through.Tell(happened).ShouldBe(run.Tell(happened));
        }
    });

    [Fact]
    public void Replay_LogWrittenAndRead_LeadsToSameStateAndVerifies() => Runs((run, choices) =>
    {
        foreach (var choice in choices) run.Tell(RunGen.Event(run.State, choice));
        var log = run.Steps.Select(RoundTrip).ToList();
        var spec = RoundTrip(run.Spec);
        Json(SearchCore.Replay(spec, log)).ShouldBe(Json(run.State));
        SearchCore.Verify(spec, log).ShouldBeEmpty();
    });

    [Fact]
    public void Apply_CompletionsPermuted_GivesSameTrialsAndBest() =>
        Gen.Select(RunGen.Spec, Gen.Int[1, 8], Gen.Int[0, 5].Array[8], Gen.Shuffle(Enumerable.Range(0, 8).ToArray()))
            .Sample((spec, trials, objectives, order) =>
            {
                spec = spec with { RunCap = trials, Target = null };
                var inOrder = Finish(spec, objectives, [.. Enumerable.Range(0, 8)]);
                var permuted = Finish(spec, objectives, order);
                permuted.Best.ShouldBe(inOrder.Best);
                (permuted.Status, permuted.Completed).ShouldBe((inOrder.Status, inOrder.Completed));
                permuted.Status.ShouldBe(SweepStatus.Completed);
            });

    private static SearchState Finish(SearchSpec spec, int[] objectives, int[] order)
    {
        var run = SearchRun.Prepared(spec);
        while (run.State.RemainingDemand > 0) run.Offer();
        foreach (var trial in order) run.End(trial, 1, new AttemptOutcome.Completed(objectives[trial]));
        return run.State;
    }

    private static void Check(SearchSpec spec, SearchState state)
    {
        state.NextTrial.ShouldBeLessThanOrEqualTo(state.Limit);
        (state.Completed + state.Pruned + state.Failed + state.Cancelled + state.Running.Count + state.Waiting.Count + state.Paused.Count)
            .ShouldBe(state.NextTrial);
        state.Waiting.ShouldAllBe(waiting => !state.Running.ContainsKey(waiting.Trial) && waiting.Trial < state.NextTrial);
        state.Waiting.ShouldAllBe(waiting => waiting.Restarts <= waiting.Attempt && waiting.Restarts <= spec.MaxRestarts);
        state.Running.ShouldAllBe(pair => pair.Key < state.NextTrial && pair.Value.Restarts < pair.Value.Attempt);
        if (state.Status == SweepStatus.Cancelling) state.Waiting.ShouldBeEmpty();
        if (state.IsFinal) (state.Running.Count + state.Waiting.Count + state.RemainingDemand).ShouldBe(0);
        else if (state.Status != SweepStatus.Preparing) (state.Running.Count + state.RemainingDemand).ShouldBeGreaterThan(0);
        foreach (var table in state.Rungs)
        {
            table.Results.Select(result => result.Trial).ShouldBeUnique();
            table.Resting.ShouldAllBe(result => table.Results.Contains(result) && state.Paused.ContainsKey(result.Trial));
        }
        state.Rungs.Sum(table => table.Resting.Count).ShouldBe(state.Paused.Count);
        if (state.IsFinal || state.Status is SweepStatus.Stopping or SweepStatus.Cancelling) state.Paused.ShouldBeEmpty();
        if (state.Best is { } best) double.IsFinite(best.Objective).ShouldBeTrue();
    }

    private static void Runs(Action<SearchRun, (int, int)[]> check) =>
        Gen.Select(RunGen.Spec, RunGen.Choices).Sample((spec, choices) => check(SearchRun.Prepared(spec), choices), iter: 400);

    private static T RoundTrip<T>(T value) =>
        JsonSerializer.Deserialize<T>(JsonSerializer.Serialize(value, SearchJson.Options), SearchJson.Options)!;

    private static string Json(SearchState state) => JsonSerializer.Serialize(state, SearchJson.Options);
}
