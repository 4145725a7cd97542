using Experiments.Search.Deciding;
using Experiments.Search.Events;
using Experiments.Search.Fronts;
using Experiments.Search.Spaces;
using Experiments.Search.Specs;

namespace Experiments.Search.Tests.Objectives;

/// <summary>Methods that learn come nearer to a known front than random draws.</summary>
public class ObjectivesMethodTests
{
    private const int Trials = 120;

    // Schaffer's problem with a category and a condition: the front is 0 ≤ x ≤ 2 with the kind "good", where y = 0.5.
    private static double[] Try(Assignment assignment)
    {
        var x = Number("x");
        var off = assignment.TryGet("y", out var y) ? Math.Abs(y.ToReal()!.Value - 0.5) : 1;
        return [x * x + 4 * off, (x - 2) * (x - 2) + 4 * off];

        double Number(string name) => assignment.Single(pair => pair.Key == name).Value.ToReal()!.Value;
    }

    [Theory]
    [InlineData(SearchMethod.Tpe, 1)]
    [InlineData(SearchMethod.Nsga2, 1)]
    [InlineData(SearchMethod.Nsga2, 8)]
    [InlineData(SearchMethod.Auto, 1)]
    public void Propose_ManyTrials_DominatesMoreThanRandomDraws(SearchMethod method, int workers)
    {
        var run = Run(method, workers);
        Volume(run).ShouldBeGreaterThan(Volume(Run(SearchMethod.Random, workers)) + 0.5);
        SearchCore.Verify(run.Spec, run.Steps).ShouldBeEmpty();
    }

    [Fact]
    public void Nsga2_OneObjective_FindsItsMinimum()
    {
        var spec = Spec(SearchMethod.Nsga2) with { MoreObjectives = null };
        var run = SearchRun.Prepared(spec);
        for (var trial = 0; trial < Trials; trial++)
        {
            var begin = run.Offer().OfType<SearchAction.BeginAttempt>().Single();
            run.End(trial, 1, new AttemptOutcome.Completed(Try(begin.Assignment)[1]));
        }
        run.State.Best!.Objective.ShouldBeLessThan(0.5);
    }

    [Fact]
    public void Nsga2_FirstGeneration_IsNotBredBeforeAllOfItHaveEnded()
    {
        var nsga2 = SearchRun.Prepared(Spec(SearchMethod.Nsga2));
        var sobol = SearchRun.Prepared(Spec(SearchMethod.Sobol));
        for (var trial = 0; trial < 20; trial++) Begun(sobol).ShouldBe(Begun(nsga2));
        for (var trial = 1; trial < 20; trial++) nsga2.End(trial, 1, new AttemptOutcome.Completed(trial, new([trial])));
        Begun(nsga2).ShouldBe(Begun(sobol));
        nsga2.End(0, 1, new AttemptOutcome.Completed(0, new([0])));
        Begun(nsga2).ShouldNotBe(Begun(sobol));

        static Assignment Begun(SearchRun run) => run.Offer().OfType<SearchAction.BeginAttempt>().Single().Assignment;
    }

    private static double Volume(SearchRun run) => Hypervolume.Of(
        [.. run.State.Front!.Select(trial => trial.Scores.Items.Select(score => score!.Value).ToArray())], [5, 5]);

    private static SearchRun Run(SearchMethod method, int workers)
    {
        var run = SearchRun.Prepared(Spec(method) with { RunCap = Trials });
        while (!run.State.IsFinal)
        {
            while (run.State.Running.Count < workers && run.State.RemainingDemand > 0) run.Offer();
            var (trial, running) = run.State.Running.First();
            var values = Try(running.Assignment);
            run.End(trial, 1, new AttemptOutcome.Completed(values[0], new([values[1]])));
        }
        return run;
    }

    private static SearchSpec Spec(SearchMethod method) => Make.Spec(
        method,
        Make.Parameter("kind", Make.Choice("bad", "good", "worse")),
        Make.Parameter("x", new Distribution.Uniform(-10, 10)),
        Make.Parameter("y", new Distribution.Uniform(0, 1), Make.When("kind", "good"))) with
    {
        Version = AlgorithmVersions.Newest,
        MoreObjectives = [new("second")],
    };
}
