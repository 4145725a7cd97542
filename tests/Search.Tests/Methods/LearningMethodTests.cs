using System.Text.Json;
using CsCheck;
using Experiments.Search.Events;
using Experiments.Search.Methods;
using Experiments.Search.Spaces;
using Experiments.Search.Specs;
using Experiments.Search.States;
using Experiments.Search.States.Rungs;

namespace Experiments.Search.Tests.Methods;

/// <summary>Properties of every method that learns, after any history.</summary>
public class LearningMethodTests
{
    public static TheoryData<SearchMethod> Methods => new(SearchMethods.Learning);

    public static TheoryData<int, SearchMethod> LaterVersions => new(
        from version in Enumerable.Range(2, AlgorithmVersions.Newest - 1)
        from method in SearchMethods.Learning
        select (version, method));

    [Theory, MemberData(nameof(Methods))]
    public void Propose_AnyHistory_GivesExactlyTheParametersThatExistAndValuesTheyCanHave(SearchMethod method) =>
        Histories.ForAll(method, (spec, state) =>
        {
            var assignment = Propose(spec, state);
            foreach (var parameter in spec.Space.Parameters)
            {
                var exists = parameter.When.All(condition =>
                    assignment.TryGet(condition.Parameter, out var value) && condition.Values.Contains(value));
                assignment.TryGet(parameter.Name, out var chosen).ShouldBe(exists);
                if (chosen is not null)
                    Membership.Contains(parameter.Distribution, chosen).ShouldBeTrue($"{parameter} {chosen}");
            }
        });

    [Theory, MemberData(nameof(Methods))]
    public void Propose_StateWrittenAndRead_ProposesTheSame(SearchMethod method) =>
        Histories.ForAll(method, (spec, state) =>
        {
            var read = JsonSerializer.Deserialize<SearchState>(
                JsonSerializer.Serialize(state, SearchJson.Options), SearchJson.Options)!;
            Propose(spec, read).ShouldBe(Propose(spec, state));
        });

    [Theory, MemberData(nameof(Methods))]
    public void Propose_ResultsInAnotherOrder_ProposesTheSame(SearchMethod method) =>
        Histories.ForAll(method, (spec, state) =>
            Propose(spec, state with { Observations = state.Observations.Reverse() }).ShouldBe(Propose(spec, state)));

    [Theory, MemberData(nameof(Methods))]
    public void Propose_GoalAndObjectivesTurnedAround_ProposesTheSame(SearchMethod method) =>
        Histories.ForAll(method, (spec, state) =>
            Propose(
                spec with { Goal = spec.Goal == Goal.Minimize ? Goal.Maximize : Goal.Minimize },
                state with
                {
                    Observations = [.. state.Observations.Select(seen => seen with { Objective = -seen.Objective })],
                    Paused = state.Paused.SetItems(state.Paused.Select(pair => KeyValuePair.Create(
                        pair.Key,
                        pair.Value with
                        {
                            Progress = pair.Value.Progress with { Objective = -pair.Value.Progress.Objective }
                        }))),
                })
                .ShouldBe(Propose(spec, state)));

    [Theory, MemberData(nameof(Methods))]
    public void Propose_FixedSeedAndHistory_NeverChanges(SearchMethod method)
    {
        var spec = new SearchSpec { Space = Make.VariedSpace(), Method = method, Seed = 42 };
        var state = Histories.After(spec, 30, trial => trial % 7 == 3 ? null : trial * 37 % 30, _ => null);
        var lines = Enumerable.Range(30, 8).Select(trial =>
            $"{trial}: {SearchMethods.Get(method).Propose(spec, state with { NextTrial = trial }, trial)}\n");
        Golden.Check($"proposals.{method.ToString().ToLowerInvariant()}.txt", string.Concat(lines));
    }

    /// <summary>
    /// The later versions: some trials were stopped at rungs, one is paused, and one of the running trials has reached
    /// a rung.
    /// </summary>
    [Theory, MemberData(nameof(LaterVersions))]
    public void Propose_LaterVersionWithRungs_NeverChanges(int version, SearchMethod method)
    {
        var spec = new SearchSpec { Version = version, Space = Make.VariedSpace(), Method = method, Seed = 42 };
        var state = Histories.After(
            spec, 40, trial => trial % 7 == 3 ? null : trial * 37 % 40, trial => trial % 4 == 0 ? null : trial % 4 - 1);
        var running = state.Running[41];
        state = state with
        {
            Running = state.Running.SetItem(41, running with { Progress = new(0, 1, new(3, 41), 3, 3, 3, 2) }),
            Rungs = [new(
                0, 0, 3)
                {
                    Results = [.. Enumerable.Range(0, 42).Select(trial => new RungResult(trial * 17 % 42, trial))],
                }],
        };
        var lines = Enumerable.Range(43, 8).Select(trial =>
            $"{trial}: {SearchMethods.Get(method).Propose(spec, state with { NextTrial = trial }, trial)}\n");
        Golden.Check($"proposals.{version}.{method.ToString().ToLowerInvariant()}.txt", string.Concat(lines));
    }

    /// <summary>A smooth bowl with a choice: every method that learns must beat random search by far.</summary>
    [Theory, MemberData(nameof(Methods))]
    public void Propose_BowlWithAChoice_EndsFarBelowRandomSearch(SearchMethod method) =>
        Enumerable.Range(0, 5).Average(seed => Best(method, seed, workers: 4))
            .ShouldBeLessThan(
                0.4 * Enumerable.Range(0, 5).Average(seed => Best(SearchMethod.Random, seed, workers: 4)));

    private static double Best(SearchMethod method, long seed, int workers)
    {
        var run = SearchRun.Prepared(Make.Spec(
            method, Make.Parameter("x", new Distribution.Uniform(-1, 2)),
            Make.Parameter("n", new Distribution.IntUniform(0, 40)),
            Make.Parameter("c", Make.Choice("a", "b", "c"))) with
        { Seed = seed, RunCap = 60 });
        while (!run.State.IsFinal)
        {
            while (run.State.Running.Count < workers && run.State.RemainingDemand > 0) run.Offer();
            // Results never arrive in the order in which trials began.
            var (trial, running) = run.State.Running.ElementAt(run.State.NextTrial * 7 % run.State.Running.Count);
            run.End(trial, 1, new AttemptOutcome.Completed(Value(running.Assignment)));
        }
        return run.State.Best!.Objective;
    }

    private static double Value(Assignment assignment)
    {
        assignment.TryGet("x", out var x);
        assignment.TryGet("n", out var n);
        assignment.TryGet("c", out var c);
        var (real, whole) = (((ParameterValue.Number)x!).Value - 0.3, ((ParameterValue.Integer)n!).Value - 11);
        return real * real + whole * whole / 100.0 + (c == Make.Value("b") ? 0 : 0.2);
    }

    private static Assignment Propose(SearchSpec spec, SearchState state) =>
        SearchMethods.Get(spec.Method).Propose(spec, state, state.NextTrial);
}
