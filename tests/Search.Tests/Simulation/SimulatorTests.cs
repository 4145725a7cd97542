using Experiments.Search.Simulation;
using Experiments.Search.Spaces;
using Experiments.Search.Specs;
using Experiments.Search.States;

namespace Experiments.Search.Tests.Simulation;

public class SimulatorTests
{
    private static readonly EarlyTermination.Asha Paper = new("epoch", 1, 4, 256, 1);

    [Fact]
    public void Run_NobodyStopped_TrainsAllInRowsOfWorkers()
    {
        var simulator = new Simulator(Spec(10, null), new Curve(6), 4);
        var segments = simulator.Run().ToList();
        segments.ShouldAllBe(segment => segment.From == 0 && segment.To == 6 && segment.IsLast);
        segments.Count.ShouldBe(10);
        segments.Select(segment => segment.Ends).ShouldBe([6, 6, 6, 6, 12, 12, 12, 12, 18, 18]);
        simulator.State.Status.ShouldBe(SweepStatus.Completed);
    }

    [Fact]
    public void Run_Again_GivesTheSame() =>
        Asha(200, 25).Run().ShouldBe(Asha(200, 25).Run());

    [Fact]
    public void Run_AnyMethodAndEarlyTermination_EndsWithEachTrialOnce()
    {
        EarlyTermination?[] rules =
        [
            null, Paper, Paper with { Stopping = true }, Paper with { Brackets = 3 },
            new EarlyTermination.Hyperband(1, 256, 4, 4), new EarlyTermination.Median(5, 3),
        ];
        foreach (var rule in rules)
        {
            foreach (var method in Enum.GetValues<SearchMethod>().Where(method => method != SearchMethod.Grid))
            {
                var simulator = new Simulator(Spec(40, rule) with { Method = method }, new Curve(256), 7);
                var segments = simulator.Run().ToList();
                simulator.State.IsFinal.ShouldBeTrue();
                (simulator.State.Completed + simulator.State.Pruned).ShouldBe(40);
                foreach (var trial in segments.GroupBy(segment => segment.Trial))
                    trial.Select(part => part.From).Skip(1).ShouldBe(trial.Select(part => part.To).SkipLast(1));
            }
        }
    }

    /// <summary>
    /// With checkpoints the first rung costs r for each trial, and each further one η^k r − η^(k−1) r for one in η^k:
    /// three quarters of r if η is 4.
    /// </summary>
    [Fact]
    public void Run_AshaOfThePaper_SpendsOnRungsAsThePaperSays()
    {
        var spent = new Dictionary<int, long>();
        foreach (var segment in Asha(2_000, 25).Run())
            spent[segment.To] = spent.GetValueOrDefault(segment.To) + segment.To - segment.From;
        // Mistaken promotions come on top, at most about √n of n.
        for (var (most, step) = (2_000.0, 4); step <= 256; step *= 4)
        {
            most = most / 4 + Math.Sqrt(most);
            (spent[step] / (step - step / 4)).ShouldBeInRange(
                (long)(0.85 * 2_000 / step), (long)most, $"trials at {step}");
        }
    }

    [Fact]
    public void Run_AshaOfThePaper_PromotesAboutTheRootOfNByMistake()
    {
        var simulator = Asha(2_000, 25);
        foreach (var _ in simulator.Run()) { }
        foreach (var (table, above) in simulator.State.Rungs.Zip(simulator.State.Rungs.Skip(1)))
        {
            var best = table.Results.Take(table.Quota).Select(result => result.Trial).ToHashSet();
            var mistaken = above.Results.Count(result => !best.Contains(result.Trial));
            mistaken.ShouldBeLessThanOrEqualTo((int)(2 * Math.Sqrt(table.Results.Count)), $"rung {table.Rung}");
        }
    }

    [Fact]
    public void Estimate_GridWithoutEarlyTermination_IsExact()
    {
        var spec = Make.Spec(
            SearchMethod.Grid, Make.Parameter("epochs", Make.Choice(2, 5)),
            Make.Parameter("a", Make.Choice("x", "y", "z")));
        SweepEstimate.Simulate(spec, EpochsOf, 3).ShouldBe(new SweepEstimate(6, 21, 21));
    }

    [Fact]
    public void Estimate_Asha_IsAFractionOfTheWhole()
    {
        var estimate = SweepEstimate.Simulate(
            Spec(64, Paper) with { Method = SearchMethod.Tpe, Target = 0 }, _ => 256, 4)!;
        (estimate.Trials, estimate.StepsToTheEnd).ShouldBe((64, 64 * 256));
        estimate.Steps.ShouldBeLessThan(64 * 256 / 10);
    }

    [Fact]
    public void Estimate_NoEnd_IsNone() =>
        SweepEstimate.Simulate(Spec(1, null) with { RunCap = null }, _ => 1, 1).ShouldBeNull();

    private static int EpochsOf(Assignment assignment) =>
        assignment.TryGet("epochs", out var value) && value is ParameterValue.Integer { Value: var epochs }
            ? (int)epochs
            : 1;

    private static Simulator Asha(int trials, int workers) => new(Spec(trials, Paper), new Curve(256), workers);

    private static SearchSpec Spec(int trials, EarlyTermination? rule) =>
        Make.Spec(
            SearchMethod.Random, Make.Parameter("final", new Distribution.Uniform(0, 1)),
            Make.Parameter("rate", new Distribution.Uniform(0.3, 1)))
        with
        { RunCap = trials, EarlyTermination = rule };

    /// <summary>A power law: what is best at first is not always best in the end.</summary>
    private sealed class Curve(int steps) : ILearningCurve
    {
        public int Steps(Assignment assignment) => steps;

        public double At(Assignment assignment, int step) =>
            Of(assignment, "final") + (1 - Of(assignment, "final")) * Math.Pow(1 + step, -Of(assignment, "rate"));

        public double SecondsPerStep(Assignment assignment) => 1;

        private static double Of(Assignment assignment, string name) =>
            assignment.TryGet(name, out var value)
                ? ((ParameterValue.Number)value).Value
                : throw new KeyNotFoundException(name);
    }
}
