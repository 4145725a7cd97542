using System.Text.Json;
using CsCheck;
using Experiments.Search.Deciding;
using Experiments.Search.Deciding.Trials;
using Experiments.Search.Methods;
using Experiments.Search.Spaces;

namespace Experiments.Search.Tests.Methods;

public class TpeMethodTests
{
    private static readonly ISearchMethod Tpe = SearchMethods.Get(SearchMethod.Tpe);

    [Fact]
    public void Propose_AnyHistory_GivesExactlyTheParametersThatExistAndValuesTheyCanHave() => Histories((spec, state) =>
    {
        var assignment = Tpe.Propose(spec, state, state.NextTrial);
        foreach (var parameter in spec.Space.Parameters)
        {
            var exists = parameter.When.All(condition =>
                assignment.TryGet(condition.Parameter, out var value) && condition.Values.Contains(value));
            assignment.TryGet(parameter.Name, out var chosen).ShouldBe(exists);
            if (chosen is not null) Membership.Contains(parameter.Distribution, chosen).ShouldBeTrue($"{parameter} {chosen}");
        }
    });

    [Fact]
    public void Propose_StateWrittenAndRead_ProposesTheSame() => Histories((spec, state) =>
    {
        var read = JsonSerializer.Deserialize<SearchState>(
            JsonSerializer.Serialize(state, SearchJson.Options), SearchJson.Options)!;
        Tpe.Propose(spec, read, state.NextTrial).ShouldBe(Tpe.Propose(spec, state, state.NextTrial));
    });

    [Fact]
    public void Propose_ResultsInAnotherOrder_ProposesTheSame() => Histories((spec, state) =>
        Tpe.Propose(spec, state with { Observations = state.Observations.Reverse() }, state.NextTrial)
            .ShouldBe(Tpe.Propose(spec, state, state.NextTrial)));

    [Fact]
    public void Propose_FixedSeedAndHistory_NeverChanges()
    {
        var spec = new SearchSpec { Space = Make.VariedSpace(), Method = SearchMethod.Tpe, Seed = 42 };
        var state = After(spec, 30, trial => trial % 7 == 3 ? null : trial * 37 % 30, _ => null);
        var lines = Enumerable.Range(30, 8).Select(trial => $"{trial}: {Tpe.Propose(spec, state, trial)}\n");
        Golden.Check("proposals.tpe.txt", string.Concat(lines));
    }

    [Fact]
    public void Propose_TrialsThatRun_MakeOthersLookElsewhere()
    {
        var spec = Make.Spec(SearchMethod.Tpe, Make.Parameter("x", Make.Choice("a", "b"))) with { Seed = 3 };
        var a = Make.Value("a");
        var state = After(spec, 30, trial => trial, _ => null);
        state = state with
        {
            Observations = [.. state.Observations.Select(o => o with { Objective = o.Assignment.TryGet("x", out var x) && x == a ? 0 : 1 })],
        };
        var running = Enumerable.Range(33, 197).ToDictionary(
            trial => trial, _ => new RunningTrial(1, 0, "n", new([new("x", a)])));
        var crowded = state with { Running = state.Running.AddRange(running), NextTrial = 230 };
        Proposed(crowded).ShouldBeGreaterThan(Proposed(state));

        int Proposed(SearchState now) => Enumerable.Range(230, 200)
            .Count(trial => Tpe.Propose(spec, now, trial).TryGet("x", out var x) && x == Make.Value("b"));
    }

    [Fact]
    public void Of_TrialsStoppedEarly_RankByRungThenObjectiveAndFailedOnesLast()
    {
        Observation[] observations =
        [
            new(0, Assignment.Empty, null, null), new(1, Assignment.Empty, 0, 0), new(2, Assignment.Empty, 5, 1),
            new(3, Assignment.Empty, 4, 1), new(4, Assignment.Empty, 9, null), new(5, Assignment.Empty, 4, 1),
        ];
        Ranking.Of(Goal.Minimize, observations).Select(o => o.Trial).ShouldBe([4, 3, 5, 2, 1, 0]);
        Ranking.Of(Goal.Maximize, observations).Select(o => o.Trial).ShouldBe([4, 2, 3, 5, 1, 0]);
    }

    private static void Histories(Action<SearchSpec, SearchState> check) =>
        Gen.Select(SpaceGen.Any, Gen.Long, Gen.Int[0, 40], Gen.Int[-6, 6].Array[40], Gen.Bool)
            .Sample((space, seed, trials, results, maximize) =>
            {
                var spec = new SearchSpec
                {
                    Space = space, Method = SearchMethod.Tpe, Seed = seed, Goal = maximize ? Goal.Maximize : Goal.Minimize,
                };
                check(spec, After(spec, trials, i => results[i] == 0 ? null : results[i], i => results[i] > 3 ? i % 3 : null));
            }, iter: 100);

    /// <summary>So many finished trials of random assignments, and three more that run.</summary>
    private static SearchState After(SearchSpec spec, int trials, Func<int, double?> objective, Func<int, int?> rung)
    {
        var random = SearchMethods.Get(SearchMethod.Random);
        var start = SearchCore.Begin(spec);
        Assignment Of(int trial) => random.Propose(spec, start, trial);
        return start with
        {
            Status = SweepStatus.Running,
            NextTrial = trials + 3,
            Observations = [.. Enumerable.Range(0, trials).Select(i => new Observation(i, Of(i), objective(i), rung(i)))],
            Running = start.Running.AddRange(Enumerable.Range(trials, 3)
                .Select(trial => KeyValuePair.Create(trial, new RunningTrial(1, 0, "n", Of(trial))))),
        };
    }
}
