using Experiments.Search.Events;
using Experiments.Search.Spaces;
using Experiments.Search.Specs;

namespace Experiments.Search.Tests.Constraints;

/// <summary>Methods that learn find the best trials among those that keep the limits.</summary>
public class ConstrainedMethodTests
{
    private const int Trials = 60;

    // The objective falls towards (0, 0), where the limit is broken: x + y has to be at least 1, and is measured
    // on a scale of thousands. The best is any point of that edge: 0.5.
    private static (double Objective, double Outcome) Try(Assignment assignment)
    {
        var (x, y) = (Of("x"), Of("y"));
        return (x * x + y * y, 1_000 * (x + y));

        double Of(string name) => assignment.Single(pair => pair.Key == name).Value.ToReal()!.Value;
    }

    [Theory]
    [InlineData(SearchMethod.Tpe, 0.6)]
    [InlineData(SearchMethod.Gp, 0.51)]
    [InlineData(SearchMethod.Cmaes, 0.6)]
    [InlineData(SearchMethod.Auto, 0.51)]
    public void Propose_ManyTrials_ComesNearTheBestThatKeepsTheLimit(SearchMethod method, double within)
    {
        var run = Run(method, limited: true);
        run.State.Best!.Violation.ShouldBeNull();
        run.State.Best.Objective.ShouldBeInRange(0.5, within);
        // Random draws keep the limit half of the time.
        run.State.Observations.TakeLast(30).Count(seen => seen.Violation is null).ShouldBeGreaterThan(15);
    }

    [Theory]
    [InlineData(SearchMethod.Tpe)]
    [InlineData(SearchMethod.Gp)]
    [InlineData(SearchMethod.Cmaes)]
    public void Propose_NoLimit_GoesWhereTheLimitWouldBeBroken(SearchMethod method) =>
        Run(method, limited: false).State.Observations.TakeLast(30)
            .Count(seen => Try(seen.Assignment).Outcome < 1_000).ShouldBeGreaterThan(20);

    private static SearchRun Run(SearchMethod method, bool limited)
    {
        var spec = Make.Spec(
            method,
            Make.Parameter("x", new Distribution.Uniform(0, 1)), Make.Parameter("y", new Distribution.Uniform(0, 1)));
        var run = SearchRun.Prepared(spec with
        {
            Version = AlgorithmVersions.Newest,
            Constraints = limited ? [new("sum", Min: 1_000)] : null,
        });
        for (var trial = 0; trial < Trials; trial++)
        {
            var begin = run.Offer().OfType<SearchAction.BeginAttempt>().Single();
            var (objective, outcome) = Try(begin.Assignment);
            run.End(trial, 1, new AttemptOutcome.Completed(objective, limited ? new([outcome]) : null));
        }
        return run;
    }
}
