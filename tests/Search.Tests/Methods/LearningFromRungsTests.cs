using CsCheck;
using Experiments.Search.Deciding;
using Experiments.Search.Methods;
using Experiments.Search.Simulation;
using Experiments.Search.Spaces;
using Experiments.Search.Specs;
using Experiments.Testing.Properties;

namespace Experiments.Search.Tests.Methods;

/// <summary>Learning from trials that are paused or stopped at rungs, of which few train to their end.</summary>
public class LearningFromRungsTests
{
    private const int Trials = 60;

    public static TheoryData<SearchMethod, EarlyTermination?> Combinations =>
        [.. SearchMethods.Learning.SelectMany(method =>
            new EarlyTermination?[]
            {
                null,
                new EarlyTermination.Asha("epoch", 1, 3, 9, 1),
                new EarlyTermination.Asha("epoch", 1, 3, 9, 2),
                new EarlyTermination.Asha("epoch", 1, 3, 9, 1, Stopping: true),
                new EarlyTermination.Hyperband(1, 9, 1, 3),
                new EarlyTermination.Median(1, 3),
            }.Select(termination => new TheoryDataRow<SearchMethod, EarlyTermination?>(method, termination)))];

    /// <summary>
    /// The best point is in one corner or in the opposite one: proposals move there and not elsewhere.
    /// </summary>
    [Theory, MemberData(nameof(Combinations), DisableDiscoveryEnumeration = true)]
    public void Propose_EnoughTrialsHaveReported_GoesWhereTheObjectiveIsBetter(
        SearchMethod method, EarlyTermination? termination) =>
        Gen.Select(Gen.Int[0, 1000], Gen.Bool, Gen.Bool).ForAll((seed, maximize, isLow) =>
        {
            // Some sweeps begin in the wrong direction: of 120 of each combination one or two were above 0.7, and the
            // worst at 0.83. A method that does not learn is at 1, as the median of five shows.
            var spec = SpecOf(method, termination) with { Goal = maximize ? Goal.Maximize : Goal.Minimize };
            var ratios = Enumerable.Range(seed, 5).Select(next => Nearness(spec with { Seed = next }, isLow))
                .Order().ToArray();
            ratios[2].ShouldBeLessThan(0.8);
        }, iter: 2);

    /// <summary>Sweeps of the first version were decided this way, and must continue so.</summary>
    [Fact]
    public void Propose_FirstVersionOfTpeWithPromotingAsha_IsSobolsToTheEnd()
    {
        var spec = SpecOf(
            SearchMethod.Tpe,
            new EarlyTermination.Asha("epoch", 1, 3, 9, 1)) with
        { Version = AlgorithmVersions.First };
        var sobol = SearchMethods.Get(SearchMethod.Sobol);
        Proposals(spec, 0.15)
            .ShouldBe(Enumerable.Range(0, Trials).Select(trial => sobol.Propose(spec, SearchCore.Begin(spec), trial)));
    }

    private static SearchSpec SpecOf(SearchMethod method, EarlyTermination? termination) => Make.Spec(
        method, Make.Parameter("x", new Distribution.Uniform(0, 1)),
        Make.Parameter("y", new Distribution.Uniform(0, 1))) with
    {
        Version = AlgorithmVersions.Newest,
        EarlyTermination = termination,
        RunCap = Trials,
    };

    /// <summary>
    /// How far late proposals are from the best, as a share of how far they are from the opposite corner.
    /// </summary>
    private static double Nearness(SearchSpec spec, bool isLow)
    {
        var (best, other) = isLow ? (0.15, 0.85) : (0.85, 0.15);
        var late = Proposals(spec, best).TakeLast(Trials / 2).ToArray();
        return late.Average(at => Distance(at, best)) / late.Average(at => Distance(at, other));
    }

    private static List<Assignment> Proposals(SearchSpec spec, double best)
    {
        var curve = new Bowl(spec.Goal, best);
        foreach (var _ in new Simulator(spec, curve, workers: 4).Run()) { }
        return curve.Seen;
    }

    private static double Distance(Assignment assignment, double to) =>
        Math.Sqrt(assignment.Sum(pair => Math.Pow(((ParameterValue.Number)pair.Value).Value - to, 2)));

    /// <summary>Its lowest point is at (best, best); all of it falls as trials train.</summary>
    private sealed class Bowl(Goal goal, double best) : ILearningCurve
    {
        public List<Assignment> Seen { get; } = [];

        public int Steps(Assignment assignment)
        {
            if (!Seen.Contains(assignment)) Seen.Add(assignment);
            return 9;
        }

        public double At(Assignment assignment, int step) =>
            (goal == Goal.Minimize ? 1 : -1) * (Math.Pow(Distance(assignment, best), 2) + 1.0 / step);

        public double SecondsPerStep(Assignment assignment) => 1;
    }
}
