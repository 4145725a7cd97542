using Experiments.Search.Methods;
using Experiments.Search.Specs;
using Experiments.Search.States;
using Experiments.Search.States.Trials;

namespace Experiments.Search.Tests.Methods;

public class TpeMethodTests
{
    private static readonly ISearchMethod Tpe = SearchMethods.Get(SearchMethod.Tpe);

    [Fact]
    public void Propose_TrialsThatRun_MakeOthersLookElsewhere()
    {
        var spec = Make.Spec(SearchMethod.Tpe, Make.Parameter("x", Make.Choice("a", "b"))) with { Seed = 3 };
        var a = Make.Value("a");
        var state = Histories.After(spec, 30, trial => trial, _ => null);
        state = state with
        {
            Observations = [.. state.Observations.Select(
                o => o with { Objective = o.Assignment.TryGet("x", out var x) && x == a ? 0 : 1 })],
        };
        var running = Enumerable.Range(33, 197).ToDictionary(
            trial => trial, _ => new RunningTrial(1, 0, "n", new([new("x", a)])));
        var crowded = state with { Running = state.Running.AddRange(running), NextTrial = 230 };
        Proposed(crowded).ShouldBeGreaterThan(Proposed(state));

        int Proposed(SearchState now) => Enumerable.Range(230, 200)
            .Count(trial => Tpe.Propose(spec, now, trial).TryGet("x", out var x) && x == Make.Value("b"));
    }
}
