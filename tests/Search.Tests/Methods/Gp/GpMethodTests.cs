using CsCheck;
using Experiments.Search.Events;
using Experiments.Search.Methods;
using Experiments.Search.Spaces;
using Experiments.Search.Specs;
using Experiments.Search.States.Trials;
using Experiments.Testing.Properties;

namespace Experiments.Search.Tests.Methods.Gp;

public class GpMethodTests
{
    private static readonly ISearchMethod Gp = SearchMethods.Get(SearchMethod.Gp);
    private static readonly ISearchMethod Sobol = SearchMethods.Get(SearchMethod.Sobol);

    private static readonly SearchSpec Plane = Make.Spec(
        SearchMethod.Gp, Make.Parameter("x", new Distribution.Uniform(0, 1)),
        Make.Parameter("y", new Distribution.Uniform(0, 1)));

    [Fact]
    public void Propose_LittleIsKnown_IsSobols()
    {
        var early = Histories.After(Plane, 15, trial => trial, _ => null);
        Gp.Propose(Plane, early, 18).ShouldBe(Sobol.Propose(Plane, early, 18));
        var failed = Histories.After(Plane, 30, _ => null, _ => null);
        Gp.Propose(Plane, failed, 33).ShouldBe(Sobol.Propose(Plane, failed, 33));
        var known = Histories.After(Plane, 16, trial => trial, _ => null);
        Gp.Propose(Plane, known, 19).ShouldNotBe(Sobol.Propose(Plane, known, 19));
    }

    [Fact]
    public void Propose_TrialsThatRunAtTheBest_MakeOthersLookElsewhere()
    {
        var state = Histories.After(Plane, 20, _ => 0, _ => null);
        state = state with
        {
            Observations = [.. state.Observations.Select(seen => seen with { Objective = Bowl(seen.Assignment) })]
        };
        var alone = Gp.Propose(Plane, state, 23);
        var beside = Gp.Propose(
            Plane, state with { Running = state.Running.Add(23, new(1, 0, "n", alone)), NextTrial = 24 }, 23);
        Distance(alone, beside).ShouldBeGreaterThan(0.02);
    }

    [Fact]
    public void Propose_SpaceOfFewPoints_TriesEachOnceItKnowsEnough() => Gen.Long.ForAll(seed =>
    {
        var run = SearchRun.Prepared(Make.Spec(
            SearchMethod.Gp, Make.Parameter("n", new Distribution.IntUniform(0, 5)),
            Make.Parameter("c", Make.Choice("a", "b", "c", "d")))
            with
        { Seed = seed, RunCap = 40 });
        var tried = new HashSet<Assignment>();
        for (var trial = 0; trial < 40; trial++)
        {
            run.Offer();
            var assignment = run.State.Running[trial].Assignment;
            if (trial >= 16 && tried.Count < 24) tried.ShouldNotContain(assignment);
            tried.Add(assignment);
            var n = assignment.TryGet("n", out var whole) ? ((ParameterValue.Integer)whole).Value : 0;
            run.End(trial, 1, new AttemptOutcome.Completed((n - 2) * (n - 2)));
        }
        tried.Count.ShouldBe(24);
    }, iter: 10);

    [Fact]
    public void Propose_ObjectivesAsFarApartAsDoublesGo_StillProposes() => Gen.Int[0, 2].ForAll(turn =>
    {
        var state = Histories.After(
            Plane, 30,
            trial => (trial % 5) switch { 0 => double.MaxValue, 1 => -double.MaxValue, 2 => 0, _ => trial }, _ => null);
        Gp.Propose(Plane, state, 33 + turn).Count.ShouldBe(2);
    }, iter: 3);

    [Fact]
    public void Propose_ThousandsOfTrialsAndHundredsAtOnce_LooksAtFewEnough()
    {
        var state = Histories.After(Plane, 3000, trial => trial * 37 % 3000, _ => null);
        state = state with
        {
            NextTrial = 4000,
            Running = state.Running.AddRange(Enumerable.Range(3003, 900).Select(trial =>
                KeyValuePair.Create(trial, new RunningTrial(1, 0, "n", state.Observations[trial - 3003].Assignment)))),
        };
        var before = GC.GetAllocatedBytesForCurrentThread();
        Gp.Propose(Plane, state, 4000);
        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBeLessThan(200_000_000);
    }

    private static double Bowl(Assignment at) =>
        Distance(at, new([new("x", Make.Value(0.3)), new("y", Make.Value(0.6))]));

    private static double Distance(Assignment a, Assignment b) => a.Zip(b, (x, y) =>
        Math.Abs(((ParameterValue.Number)x.Value).Value - ((ParameterValue.Number)y.Value).Value)).Sum();
}
