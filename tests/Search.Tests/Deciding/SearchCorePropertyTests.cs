using System.Collections.Concurrent;
using System.Text.Json;
using CsCheck;
using Experiments.Search.Deciding;
using Experiments.Search.Events;
using Experiments.Search.Grids;
using Experiments.Search.Methods;
using Experiments.Search.Spaces;
using Experiments.Search.Specs;
using Experiments.Search.States;
using Experiments.Testing.Properties;

namespace Experiments.Search.Tests.Deciding;

public class SearchCorePropertyTests
{
    /// <summary>The number of objectives from which on every method that learns uses them for its proposals.</summary>
    private const int EnoughToLearn = 16;

    [Fact]
    public void Apply_AnyEvents_KeepsInvariants() => Runs((run, choices) =>
    {
        var last = new Dictionary<int, (int Attempt, Assignment Assignment)>();
        var ended = new HashSet<int>();
        foreach (var choice in choices)
        {
            var before = run.State;
            var happened = RunGen.Event(run.Spec, run.State, choice);
            var actions = run.Tell(happened);
            if (actions.IsEmpty) run.State.ShouldBeSameAs(before);
            if (before.Spending?.UsedUp is not null && happened is not SearchEvent.BudgetRaised)
                actions.OfType<SearchAction.BeginAttempt>().ShouldBeEmpty();
            if (before.IsFinal && happened is not (
                    SearchEvent.RunCapRaised or SearchEvent.AssignmentGiven or SearchEvent.BudgetRaised
                    or SearchEvent.RepeatsRequested))
                actions.ShouldBeEmpty();
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
            // No trial both continues and is stopped.
            actions.OfType<SearchAction.BeginAttempt>().Select(begin => (int?)begin.Trial)
                .Intersect(actions.Select(TrialStopped)).ShouldBeEmpty();
        }
        last.Count.ShouldBe(run.State.NextTrial);
        run.State.Assignments.ShouldBeLessThanOrEqualTo(run.State.RunCap ?? int.MaxValue);
    });

    [Fact]
    public void Apply_SameEventsAgain_GivesSameDecisions() => Runs((run, choices) =>
    {
        foreach (var choice in choices) run.Tell(RunGen.Event(run.Spec, run.State, choice));
        var again = new SearchRun(run.Spec);
        foreach (var step in run.Steps) again.Tell(step.Event).ShouldBe(step.Actions);
        Json(again.State).ShouldBe(Json(run.State));
    });

    [Fact]
    public void Apply_StateWrittenAndReadAtEachStep_GoesOnTheSame() => Runs((run, choices) =>
    {
        var through = RunGen.Prepared(run.Spec);
        foreach (var choice in choices)
        {
            var happened = RunGen.Event(run.Spec, run.State, choice);
            through.State = RoundTrip(through.State);
            through.Tell(happened).ShouldBe(run.Tell(happened));
        }
    });

    /// <summary>
    /// The properties here cover all methods in all versions, and not only the first trials of methods that learn.
    /// </summary>
    [Fact]
    public void Runs_OfAllSamples_ProposeByEveryMethodFromWhatItHasLearned()
    {
        var begun = new ConcurrentDictionary<(SearchMethod, int), int>();
        Runs((run, choices) =>
        {
            foreach (var choice in choices)
            {
                var known = run.State.Observations.Count(seen => seen.Objective is not null);
                var fresh = run.Tell(RunGen.Event(run.Spec, run.State, choice)).OfType<SearchAction.BeginAttempt>()
                    .Any(begin => begin.Attempt == 1);
                if (fresh && (known >= EnoughToLearn || !SearchMethods.Learning.Contains(run.Spec.Method)))
                    begun.AddOrUpdate((run.Spec.Method, run.Spec.Version), 1, (_, before) => before + 1);
            }
        });
        begun.Keys.Order().ShouldBe(
            from method in Enum.GetValues<SearchMethod>()
            from version in Enumerable.Range(AlgorithmVersions.First, AlgorithmVersions.Newest)
            select (method, version));
    }

    /// <summary>
    /// A crash loses decisions that were not committed; the next event may then differ from the lost one.
    /// </summary>
    [Fact]
    public void Apply_CrashesBetweenAnyTwoSteps_NeverExceedsTheCapNorRepeatsATrial() => Runs((run, choices) =>
    {
        var committed = new List<SearchStep>(run.Steps);
        foreach (var choice in choices)
        {
            var (next, actions) = SearchCore.Apply(run.Spec, run.State, RunGen.Event(run.Spec, run.State, choice));
            if (choice.Item2 % 4 == 0)
            {
                run.State = SearchCore.Replay(run.Spec, committed.Select(RoundTrip));
                continue;
            }
            if (!actions.IsEmpty)
                committed.Add(new(committed.Count + 1, RunGen.Event(run.Spec, run.State, choice), actions));
            run.State = next;
            var begun = committed.SelectMany(step => step.Actions).OfType<SearchAction.BeginAttempt>().ToList();
            begun.Select(begin => (begin.Trial, begin.Attempt)).ShouldBeUnique();
            begun.Where(begin => begin.RepeatOf is null).DistinctBy(begin => begin.Trial).Count()
                .ShouldBeLessThanOrEqualTo(run.State.RunCap ?? int.MaxValue);
        }
    });

    [Fact]
    public void Apply_Proposals_LieInTheSpaceAndConditionsHold() =>
        Gen.Select(SpaceGen.Any, Gen.Long, Gen.Int[0, 50]).ForAll((space, seed, pick) =>
        {
            foreach (var method in Enum.GetValues<SearchMethod>().Where(method => method != SearchMethod.Grid))
            {
                var run = new SearchRun(new()
                {
                    Space = space,
                    Method = method,
                    Seed = seed,
                    RunCap = 28,
                    Enqueue = [RunGen.Given(space, pick)],
                });
                run.Tell(new SearchEvent.Prepared());
                for (var trial = 0; trial < 28; trial++)
                {
                    var begin = run.Offer().OfType<SearchAction.BeginAttempt>().Single();
                    foreach (var parameter in space.Parameters)
                    {
                        var exists = parameter.When.All(
                            condition => begin.Assignment.TryGet(condition.Parameter, out var value)
                                && condition.Values.Contains(value));
                        begin.Assignment.TryGet(parameter.Name, out var chosen).ShouldBe(exists);
                        if (exists)
                            Membership.Contains(parameter.Distribution, chosen!)
                                .ShouldBeTrue($"{method} {parameter.Distribution} {chosen}");
                    }
                    EnqueuedAssignment.WhyNot(space, begin.Assignment).ShouldBeNull();
                    if (trial % 3 != 2) run.End(trial, 1, new AttemptOutcome.Completed((trial + pick) % 7));
                }
            }
        }, iter: 60);

    [Fact]
    public void Apply_GridWithGivenTrialsAndPauses_VisitsEachPointOnce() =>
        Gen.Select(SpaceGen.Finite, Gen.Int[0, 3], Gen.Int[0, 99].Array[200]).ForAll((space, given, kinds) =>
        {
            var points = GridSize.Count(space);
            if (points > 60) return;
            var run = SearchRun.Prepared(new()
            {
                Space = space,
                Method = SearchMethod.Grid,
                Enqueue = [.. Enumerable.Range(0, given).Select(pick => RunGen.Given(space, pick))],
            });
            foreach (var kind in kinds)
            {
                if (kind < 10) run.Tell(new SearchEvent.PauseRequested());
                else if (kind < 40) run.Tell(new SearchEvent.ResumeRequested());
                else run.Offer();
            }
            run.Tell(new SearchEvent.ResumeRequested());
            while (run.State.RemainingDemand > 0) run.Offer();
            var visited = run.Steps.SelectMany(step => step.Actions).OfType<SearchAction.BeginAttempt>()
                .Select(begin => begin.Assignment).Skip(given).ToList();
            visited.ShouldBeUnique();
            visited.Count.ShouldBe((int)points);
        }, iter: 200);

    [Fact]
    public void Replay_LogWrittenAndRead_LeadsToSameStateAndVerifies() => Runs((run, choices) =>
    {
        foreach (var choice in choices) run.Tell(RunGen.Event(run.Spec, run.State, choice));
        var log = run.Steps.Select(RoundTrip).ToList();
        var spec = RoundTrip(run.Spec);
        Json(SearchCore.Replay(spec, log)).ShouldBe(Json(run.State));
        SearchCore.Verify(spec, log).ShouldBeEmpty();
    });

    [Fact]
    public void Apply_CompletionsPermuted_GivesSameTrialsAndBest() =>
        Gen.Select(RunGen.Spec, Gen.Int[1, 8], Gen.Int[0, 5].Array[8], Gen.Shuffle(Enumerable.Range(0, 8).ToArray()))
            .ForAll((spec, trials, objectives, order) =>
            {
                spec = spec with { RunCap = trials, Target = null, Repeats = null };
                var inOrder = Finish(spec, objectives, [.. Enumerable.Range(0, 8)]);
                var permuted = Finish(spec, objectives, order);
                permuted.Best.ShouldBe(inOrder.Best);
                (permuted.Status, permuted.Completed).ShouldBe((inOrder.Status, inOrder.Completed));
                permuted.Status.ShouldBe(SweepStatus.Completed);
            });

    /// <summary>
    /// The results of several workers at a rung arrive together, in any order: only which trials pause and which
    /// continue may differ.
    /// </summary>
    [Fact]
    public void Apply_RungResultsPermuted_GivesTheSameTablesAndKeepsInvariants() =>
        Gen.Select(RunGen.Spec, Gen.Int[1, 8], Gen.Int[0, 5].Array[8], Gen.Shuffle(Enumerable.Range(0, 8).ToArray()))
            .Where(sample => sample.Item1.EarlyTermination is not null)
            .ForAll((spec, trials, objectives, order) =>
            {
                spec = spec with { RunCap = trials, Enqueue = [], Target = null, Repeats = null };
                var inOrder = Reach(spec, objectives, [.. Enumerable.Range(0, 8)]);
                var permuted = Reach(spec, objectives, order);
                Tables(permuted).ShouldBe(Tables(inOrder));
                Check(spec, inOrder);
                Check(spec, permuted);
            });

    private static SearchState Reach(SearchSpec spec, int[] objectives, int[] order)
    {
        var run = SearchRun.Prepared(spec);
        while (run.State.RemainingDemand > 0) run.Offer();
        foreach (var trial in order) run.Tell(new SearchEvent.RungReached(trial, 1, 4, objectives[trial]));
        return run.State;
    }

    private static string Tables(SearchState state) =>
        string.Join('\n', state.Rungs.OrderBy(table => (table.Bracket, table.Rung))
            .Select(table => $"{table.Bracket}/{table.Rung}: {string.Join(' ', table.Results)}"));

    private static int? TrialStopped(SearchAction action) => action switch
    {
        SearchAction.PauseTrial pause => pause.Trial,
        SearchAction.Requeue requeue => requeue.Trial,
        SearchAction.EndTrial end => end.Trial,
        _ => null,
    };

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
        (state.Completed + state.Pruned + state.Failed + state.Cancelled + state.Running.Count + state.Waiting.Count
            + state.Paused.Count)
            .ShouldBe(state.NextTrial);
        // Not ShouldAllBe, which compiles its argument at each call: this is called tens of thousands of times.
        state.Waiting.All(waiting => !state.Running.ContainsKey(waiting.Trial) && waiting.Trial < state.NextTrial)
            .ShouldBeTrue();
        state.Waiting.All(waiting => waiting.Restarts <= waiting.Attempt && waiting.Restarts <= spec.MaxRestarts)
            .ShouldBeTrue();
        state.Running.All(pair => pair.Key < state.NextTrial && pair.Value.Restarts < pair.Value.Attempt)
            .ShouldBeTrue();
        if (state.Status == SweepStatus.Cancelling) state.Waiting.ShouldBeEmpty();
        var waits = state.Spending?.UsedUp is null ? state.Waiting.Count : 0;
        if (state.IsFinal) (state.Running.Count + waits + state.RemainingDemand).ShouldBe(0);
        else if (state.Status != SweepStatus.Preparing)
            (state.Running.Count > 0 || state.Demand > 0).ShouldBeTrue();
        foreach (var table in state.Rungs)
        {
            table.Results.Select(result => result.Trial).ShouldBeUnique();
            table.Resting.All(result => table.Results.Contains(result) && state.Paused.ContainsKey(result.Trial))
                .ShouldBeTrue();
        }
        state.Rungs.Sum(table => table.Resting.Count).ShouldBe(state.Paused.Count);
        if (state.Spending is { } spending)
        {
            spending.Counted.ShouldAllBe(trial => trial < state.NextTrial);
            if (state.Status == SweepStatus.Running) spending.UsedUp.ShouldBeNull();
            if (spending.UsedUp is not null && state.Status == SweepStatus.Stopping) state.Demand.ShouldBe(0);
        }

        if ((state.IsFinal || state.Status is SweepStatus.Stopping or SweepStatus.Cancelling)
            && state.Spending?.UsedUp is null)
            state.Paused.ShouldBeEmpty();
        if (state.Best is { } best) double.IsFinite(best.Objective).ShouldBeTrue();
    }

    private static void Runs(Action<SearchRun, (int, int)[]> check) =>
        Gen.Select(RunGen.Spec, RunGen.Choices).ForAll(
            (spec, choices) => check(RunGen.Prepared(spec), [.. RunGen.For(spec, choices)]), iter: 400);

    private static T RoundTrip<T>(T value) =>
        JsonSerializer.Deserialize<T>(JsonSerializer.Serialize(value, SearchJson.Options), SearchJson.Options)!;

    private static string Json(SearchState state) => JsonSerializer.Serialize(state, SearchJson.Options);
}
