using Experiments.Search.Simulation;
using Experiments.Search.Spaces;
using Experiments.Search.Specs;
using Experiments.Search.States;
using Experiments.Search.States.Trials;

namespace Experiments.Search.Tests.Simulation;

public class WhatIfTests
{
    private const int Epochs = 27;

    private static readonly SearchSpec Full = Make.Spec(
        SearchMethod.Random, Make.Parameter("x", new Distribution.Uniform(0, 1))) with
    {
        RunCap = 60,
        Seed = 3,
        Version = AlgorithmVersions.Newest,
    };

    private static readonly EarlyTermination[] Rules =
    [
        new EarlyTermination.Median(3, 5),
        new EarlyTermination.Median(2, 3) { NeverStopped = 0.2 },
        new EarlyTermination.Asha("epoch", 3, 3, Epochs, 1),
        new EarlyTermination.Asha("epoch", 1, 3, Epochs, 2),
        new EarlyTermination.Asha("epoch", 1, 3, Epochs, 1, Stopping: true),
        new EarlyTermination.Hyperband(0, Epochs, 2, 3, Strict: true),
        new EarlyTermination.Hyperband(0, Epochs, 2, 3, Strict: false),
        new EarlyTermination.Plateau(4, 0.01),
    ];

    [Fact]
    public void Of_WholeCurves_IsTheSweepWithTheRule()
    {
        var recorded = Record(Full, workers: 3);
        var savings = new List<double>();
        foreach (var goal in new[] { Goal.Minimize, Goal.Maximize })
            foreach (var workers in new[] { 1, 3, 8 })
                foreach (var rule in Rules)
                {
                    var spec = Full with { Goal = goal };
                    var curve = new Curve(goal, InReports: rule.ClockIn(spec.Version) is RungClock.Reports);
                    var simulator = new Simulator(spec with { EarlyTermination = rule }, curve, workers);
                    var trained = simulator.Run().Sum(segment => segment.To - segment.From);
                    var answer = WhatIf.Of(spec, goal == Goal.Minimize ? recorded : Record(spec, 3), rule, workers);
                    answer.ShouldNotBeNull();
                    answer.Predicted.ShouldBe(0);
                    answer.Steps.ShouldBe(trained, $"{rule} with {workers}");
                    answer.Best.ShouldBe(simulator.State.Best!.Objective);
                    answer.BestTrial.ShouldBe(simulator.State.Best.Trial);
                    answer.Completed.ShouldBe(simulator.State.Completed);
                    answer.StepsInterval.ShouldBe((trained, trained));
                    savings.Add(1 - trained / answer.StepsToTheEnd);
                }
        savings.ShouldAllBe(saved => saved > 0);
    }

    [Fact]
    public void Of_CurvesThatTheSameRuleCut_IsTheRecordedSweep()
    {
        foreach (var rule in Rules)
        {
            var spec = Full with { EarlyTermination = rule };
            var recorded = Record(spec, workers: 4);
            recorded.ShouldContain(trial => trial.Trained < Epochs);
            var answer = WhatIf.Of(spec, recorded, rule, workers: 4)!;
            answer.Predicted.ShouldBe(0, $"{rule}");
            answer.Steps.ShouldBe(recorded.Sum(trial => trial.Trained), $"{rule}");
            answer.Best.ShouldBe(recorded.Where(trial => trial.HasCompleted).Min(trial => trial.Objective));
        }
    }

    [Fact]
    public void Of_CurvesThatWereCut_SaysWhatIsPredictedAndCoversTheTruth()
    {
        var covered = 0;
        const int Sweeps = 20;
        for (var seed = 0; seed < Sweeps; seed++)
        {
            var spec = Full with { Seed = seed };
            var recorded = Record(spec with { EarlyTermination = new EarlyTermination.Median(3, 5) }, 2);
            var answer = WhatIf.Of(spec, recorded, rule: null, 2)!;
            answer.Predicted.ShouldBeInRange(0.05, 0.95);
            answer.Steps.ShouldBe(Full.RunCap!.Value * Epochs);
            var truth = Record(spec, 2).Min(trial => trial.Objective!.Value);
            var (low, high) = answer.BestInterval!.Value;
            if (low <= truth + 1e-9 && truth <= high + 1e-9) covered++;
            high.ShouldBeLessThanOrEqualTo(recorded.Where(trial => trial.HasCompleted)
                .Min(trial => trial.Objective!.Value));
        }

        covered.ShouldBeGreaterThanOrEqualTo((int)(0.8 * Sweeps));
    }

    [Fact]
    public void Of_NoTrialTrainedToItsEnd_HasNoAnswerForALaxerRule()
    {
        var recorded = Record(Full with { EarlyTermination = new EarlyTermination.Median(3, 5) }, 2)
            .Where(trial => trial.WasStopped).ToList();
        WhatIf.Of(Full, recorded, rule: null, 2).ShouldBeNull();
        WhatIf.Of(Full, [], rule: null, 2).ShouldBeNull();
    }

    [Fact]
    public void Of_FailedTrial_CostsWhatItTrained()
    {
        List<RecordedTrial> recorded = [.. Record(Full, 1)];
        recorded[5] = recorded[5] with
        {
            Status = TrialStatus.Failed,
            Objective = null,
            Trained = 4,
            Curve = recorded[5].Curve[..4],
        };
        var answer = WhatIf.Of(Full, recorded, rule: null, 1)!;
        answer.Predicted.ShouldBe(0);
        answer.Steps.ShouldBe((Full.RunCap!.Value - 1) * Epochs + 4);
    }

    private static IReadOnlyList<RecordedTrial> Record(SearchSpec spec, int workers)
    {
        var curve = new Curve(
            spec.Goal, InReports: spec.EarlyTermination?.ClockIn(spec.Version) is RungClock.Reports);
        var endsOnPlateau = spec.EarlyTermination is EarlyTermination.Plateau;
        return
        [
            .. new Simulator(spec, curve, workers).Run().GroupBy(segment => segment.Trial)
                .Select(segments => segments.Last()).OrderBy(last => last.Trial)
                .Select(last => new RecordedTrial(
                    last.Trial, last.Assignment,
                    last.IsLast || endsOnPlateau ? TrialStatus.Completed : TrialStatus.Pruned)
                {
                    Objective = last.Objective,
                    Trained = last.To,
                    Budget = Epochs,
                    Seconds = last.To * curve.SecondsPerStep(last.Assignment),
                    Curve =
                    [
                        .. Enumerable.Range(1, last.To).Select(step => (step, curve.At(last.Assignment, step))),
                    ],
                }),
        ];
    }

    /// <summary>Curves that fall, cross and wobble, of trials that take different times.</summary>
    private sealed record Curve(Goal Goal, bool InReports) : ILearningCurve
    {
        public int Steps(Assignment assignment) => Epochs;

        public double At(Assignment assignment, int step)
        {
            var x = X(assignment);
            var loss = Math.Abs(x - 0.3) + (1 + Math.Sin(40 * x)) * Math.Pow(step, -0.8)
                + 0.05 * Math.Sin(step * (3 + x));
            return Goal == Goal.Minimize ? loss : -loss;
        }

        public double? BestAt(Assignment assignment, int step, int trial)
        {
            if (!InReports) return null;
            var values = Enumerable.Range(1, step).Select(at => At(assignment, at));
            return Goal == Goal.Minimize ? values.Min() : values.Max();
        }

        // Powers of two, so that times add up exactly.
        public double SecondsPerStep(Assignment assignment) => X(assignment) < 0.5 ? 0.5 : 1;

        private static double X(Assignment assignment) =>
            assignment.TryGet("x", out var x) ? x.ToReal()!.Value : throw new ArgumentException("no x");
    }
}
