using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Text.Json;
using CsCheck;
using Experiments.Search.Deciding;
using Experiments.Search.Events;
using Experiments.Search.Noise;
using Experiments.Search.Spaces;
using Experiments.Search.Specs;
using Experiments.Search.States;
using Experiments.Search.States.Repeats;
using Experiments.Testing.Properties;

namespace Experiments.Search.Tests.Repeats;

public class RepeatsTests
{
    /// <summary>
    /// What the search knows of each assignment is what its log says, whatever happens in between, with every method
    /// and every early termination.
    /// </summary>
    [Fact]
    public void Apply_AnyEvents_GroupsAreThoseOfTheLog()
    {
        var seen = new ConcurrentDictionary<(SearchMethod, Type?), bool>();
        Gen.Select(RunGen.Spec, Gen.Int[2, 5], RunGen.Choices).ForAll((spec, most, choices) =>
        {
            if (spec.MoreObjectives is not null) return;
            var run = RunGen.Prepared(spec with { Repeats = most });
            var wanted = new Dictionary<int, int>();
            foreach (var choice in RunGen.For(spec, choices))
            {
                var actions = run.Tell(RunGen.Event(run.Spec, run.State, choice));
                foreach (var want in actions.OfType<SearchAction.WantRepeats>()) wanted[want.Trial] = want.Repeats;
            }

            var log = run.Steps.SelectMany(step => step.Actions).ToArray();
            var begun = log.OfType<SearchAction.BeginAttempt>().Where(begin => begin.Attempt == 1).ToArray();
            var ended = log.OfType<SearchAction.EndTrial>().ToLookup(end => end.Trial);
            foreach (var (first, group) in run.State.Repeats!.Groups)
            {
                var repeats = begun.Where(begin => begin.RepeatOf == first).ToArray();
                repeats.Select(begin => begin.Trial).ShouldBe(group.Repeats);
                repeats.ShouldAllBe(begin => begin.Assignment.Equals(group.Assignment));
                if (wanted.ContainsKey(first)) continue;
                group.Begun.ShouldBe(1 + repeats.Length);
                group.Begun.ShouldBeLessThanOrEqualTo(most);
                var objectives = repeats.Select(begin => begin.Trial).Prepend(first)
                    .Select(trial => ended[trial].LastOrDefault(end => end.Status == TrialStatus.Completed)?.Objective)
                    .OfType<double>().ToArray();
                group.Summarise(first).Count.ShouldBe(objectives.Length);
                group.Summarise(first).Mean.ShouldBe(objectives.Average(), 1e-9);
                if (run.State.Observations.Find(known => known.Trial == first) is { } known)
                    known.Objective!.Value.ShouldBe(objectives.Average(), 1e-9);
                if (repeats.Length > 0) seen[(spec.Method, spec.EarlyTermination?.GetType())] = true;
            }
            if (wanted.Count == 0) run.State.Leader.ShouldBe(LeaderOf(run.State, ended, spec.Goal));
            // Methods know an assignment once.
            run.State.Observations.Select(known => known.Trial).ShouldBeUnique();
            // Nothing stops a repeat at a rung, but a plateau.
            if (spec.EarlyTermination is not EarlyTermination.Plateau)
                log.OfType<SearchAction.ReachRung>().Select(rung => rung.Trial)
                    .Intersect(begun.Where(begin => begin.RepeatOf is not null).Select(begin => begin.Trial))
                    .ShouldBeEmpty();
        }, iter: 600);
        seen.Keys.Select(key => key.Item1).Distinct().Count().ShouldBe(Enum.GetValues<SearchMethod>().Length);
        seen.Keys.Select(key => key.Item2).Distinct().Count().ShouldBe(5);
    }

    // The best trial of the assignment with the best mean, by the log.
    private static int? LeaderOf(SearchState state, ILookup<int, SearchAction.EndTrial> ended, Goal goal)
    {
        if (state.Repeats!.Groups.IsEmpty) return null;
        var groups = state.Repeats.Groups.ToDictionary(
            pair => pair.Key,
            pair => pair.Value.Repeats.Prepend(pair.Key).SelectMany(trial => ended[trial])
                .Where(end => end is { Status: TrialStatus.Completed, Objective: not null }).ToArray());
        var sorted = NoisyRanking.Sort(
            [
                .. groups.Select(pair => RepeatedResult.Of(
                    pair.Key, [.. pair.Value.Select(end => end.Objective!.Value)],
                    [.. pair.Value.Select(end => end.Violation ?? 0)])),
            ], goal);
        return groups[sorted[0].Trial].OrderBy(end => end.Violation ?? 0)
            .ThenBy(end => goal == Goal.Minimize ? end.Objective : -end.Objective).ThenBy(end => end.Trial)
            .First().Trial;
    }

    /// <summary>
    /// A trial that is luckier than the mean of a confirmed assignment is not the leader, unless it is confirmed too.
    /// </summary>
    [Fact]
    public void Leader_OfASweepThatWasOnlyConfirmed_IsOfTheConfirmedAssignments()
    {
        var run = Repeat(new()
        {
            Space = Make.Space(Make.Parameter("x", Make.Choice("a", "b", "c"))),
            Method = SearchMethod.Grid,
        }, 0);
        var lucky = run.State.Best!;
        run.State.Leader.ShouldBe(lucky.Trial);
        var table = new RepeatTable(1, Goal.Minimize)
        {
            Groups = ImmutableSortedDictionary<int, RepeatGroup>.Empty.Add(7, new(
                new([]), 3,
                [new(5, Trial: 7), new(3, Trial: 9), new(4, Trial: 8)])),
        };
        (run.State with { Repeats = table }).Leader.ShouldBe(9);
        // Two results are as many as one: the single trial may lead.
        (run.State with
        {
            Repeats = table.With(7, group => group with { Results = group.Results.RemoveAt(1) }),
        }).Leader.ShouldBe(lucky.Trial);
        // From before results had numbers.
        (run.State with
        {
            Repeats = table.With(
                7, group => group with { Results = [.. group.Results.Select(result => result with { Trial = null })] }),
        }).Leader.ShouldBe(7);
    }

    /// <summary>Costs at most half of full repeats, and a few more for the leading assignments.</summary>
    [Theory, InlineData(0.01), InlineData(0.3), InlineData(3)]
    public void Run_NoisyObjective_RepeatsTheBestAndCutsTheOthersShort(double noise)
    {
        var run = Repeat(new()
        {
            Version = AlgorithmVersions.Newest,
            Space = Make.Space(Make.Parameter("x", new Distribution.Uniform(0, 1))),
            Method = SearchMethod.Random,
            RunCap = 40,
            Repeats = 5,
        }, noise);
        run.State.Status.ShouldBe(SweepStatus.Completed);
        run.State.Assignments.ShouldBe(40);
        var groups = run.State.Repeats!.Groups;
        groups.Count.ShouldBe(40);
        var best = groups.MinBy(pair => pair.Value.Summarise(pair.Key).Mean).Value;
        best.Results.Count.ShouldBe(5);
        run.State.NextTrial.ShouldBeLessThanOrEqualTo(40 * 5 / 2 + 4);
        groups.Values.Min(group => group.Results.Count).ShouldBe(1);
        SearchCore.Verify(run.Spec, run.Steps).ShouldBeEmpty();
    }

    [Fact]
    public void Run_OneAssignment_IsRepeatedAsOftenAsAllowed()
    {
        var run = Repeat(new()
        {
            Space = Make.Space(Make.Parameter("x", Make.Choice("a"))),
            Method = SearchMethod.Grid,
            Repeats = 5,
        }, 0.5);
        (run.State.Status, run.State.Completed).ShouldBe((SweepStatus.Completed, 5));
    }

    [Fact]
    public void Run_Repeats_ProposesTheAssignmentsOfASweepWithout()
    {
        foreach (var method in (SearchMethod[])[SearchMethod.Random, SearchMethod.Sobol, SearchMethod.Grid])
        {
            var spec = new SearchSpec
            {
                Version = AlgorithmVersions.Newest,
                Space = Make.Space(Make.Parameter("x", Make.Choice("a", "b", "c", "d", "e", "f"))),
                Method = method,
                RunCap = 6,
            };
            Firsts(Repeat(spec with { Repeats = 4 }, 0.2)).ShouldBe(Firsts(Repeat(spec, 0.2)));
        }
    }

    /// <summary>A lucky trial does not reach the target; the mean of all repeats of an assignment does.</summary>
    [Fact]
    public void Target_OfRepeats_IsReachedByAMean()
    {
        var run = SearchRun.Prepared(new()
        {
            Space = Make.Space(Make.Parameter("x", Make.Choice("a", "b"))),
            Method = SearchMethod.Grid,
            Repeats = 3,
            Target = 0.5,
        });
        run.Offer();
        run.End(0, 1, new AttemptOutcome.Completed(0.1));
        run.State.TargetTrial.ShouldBeNull();
        run.Offer();
        run.End(1, 1, new AttemptOutcome.Completed(0.9));
        for (var trial = 2; trial < 4; trial++)
        {
            run.Offer().OfType<SearchAction.BeginAttempt>().Single().RepeatOf.ShouldBe(0);
            run.End(trial, 1, new AttemptOutcome.Completed(0.2));
        }
        run.State.TargetTrial.ShouldBe(0);
        run.Steps[^1].Actions.OfType<SearchAction.EnterStatus>().Last().Reason
            .ShouldBe("trial 0 reached the target 0.5, in the mean of all its repeats");
    }

    [Fact]
    public void Extract_Repeats_LendsTheirMeanOnce()
    {
        var run = SearchRun.Prepared(new()
        {
            Space = Make.Space(Make.Parameter("x", Make.Choice("a"))),
            Method = SearchMethod.Grid,
            Repeats = 2,
        });
        run.Offer();
        run.End(0, 1, new AttemptOutcome.Completed(1));
        run.Offer();
        run.End(1, 1, new AttemptOutcome.Completed(2));
        var lent = LentObservations.Extract(run.Steps).ShouldHaveSingleItem();
        (lent.Trial, lent.Objective).ShouldBe((0, 1.5));
    }

    /// <summary>A sweep without repeats remembers nothing of them, so that its state is written as before.</summary>
    [Fact]
    public void State_WithoutRepeats_IsWrittenWithoutThem()
    {
        var run = SearchRun.Prepared(Make.Spec(SearchMethod.Random) with { RunCap = 2 });
        run.Offer();
        run.End(0, 1, new AttemptOutcome.Completed(1));
        JsonSerializer.Serialize(run.State, SearchJson.Options).ShouldNotContain("repeat");
        JsonSerializer.Serialize(run.Spec, SearchJson.Options).ShouldNotContain("repeat");
        JsonSerializer.Serialize(run.Steps, SearchJson.Options).ShouldNotContain("repeat");
    }

    private static SearchRun Repeat(SearchSpec spec, double noise)
    {
        var run = SearchRun.Prepared(spec);
        var random = new Random(11);
        var values = new Dictionary<Assignment, double>();
        while (run.State.RemainingDemand > 0)
        {
            var begin = run.Offer().OfType<SearchAction.BeginAttempt>().Single();
            if (!values.TryGetValue(begin.Assignment, out var value))
                values[begin.Assignment] = value = random.NextDouble();
            run.End(begin.Trial, 1, new AttemptOutcome.Completed(value + noise * (random.NextDouble() - 0.5)));
        }
        return run;
    }

    private static IEnumerable<Assignment> Firsts(SearchRun run) => run.Steps.SelectMany(step => step.Actions)
        .OfType<SearchAction.BeginAttempt>().Where(begin => begin.RepeatOf is null).Select(begin => begin.Assignment);
}
