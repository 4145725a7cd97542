using Experiments.Search.Methods;
using Experiments.Search.Spaces;
using Experiments.Search.Specs;
using Experiments.Search.States;
using Experiments.Search.States.Trials;

namespace Experiments.Search.Tests.Methods;

public class TpeMethodTests
{
    private static readonly ISearchMethod Tpe = SearchMethods.Get(SearchMethod.Tpe);

    /// <summary>The good trials of a thousand lie near each other, and so do proposals, from version 3 on.</summary>
    [Fact]
    public void Propose_ManyTrials_ComesNearerToTheBestFromVersionThree()
    {
        var spec = Make.Spec(SearchMethod.Tpe, Make.Parameter("x", new Distribution.Uniform(0, 1)));
        Distance(3, 1_000).ShouldBeLessThan(0.5 * Distance(2, 1_000));
        Distance(3, 20).ShouldBe(Distance(2, 20));

        double Distance(int version, int trials)
        {
            var state = Histories.After(spec, trials, trial => trial, _ => null);
            state = state with
            {
                Observations =
                [
                    .. state.Observations.Select(
                        seen => seen with { Objective = Math.Abs(X(seen.Assignment) - 0.3) }),
                ],
            };
            return Enumerable.Range(trials + 3, 200)
                .Average(trial => Math.Abs(X(Tpe.Propose(spec with { Version = version }, state, trial)) - 0.3));
        }

        static double X(Assignment at) => at.TryGet("x", out var x) ? x.ToReal()!.Value : double.NaN;
    }

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
