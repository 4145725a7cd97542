using CsCheck;
using Experiments.Search.Events;
using Experiments.Search.Simulation;
using Experiments.Search.Spaces;
using Experiments.Search.Specs;
using Experiments.Search.States;
using Experiments.Testing.Properties;

namespace Experiments.Search.Tests.Stopping;

/// <summary>Rungs with equal results, and rungs that few trials reach.</summary>
public class TieTests
{
    private static readonly EarlyTermination.Asha Promotion = new("epoch", 2, 3, 12, 1);

    public static TheoryData<EarlyTermination> Rules =>
    [
        new EarlyTermination.Hyperband(2, int.MaxValue, 0, 3, true), new EarlyTermination.Hyperband(1, 12, 2, 3),
        Promotion with { Stopping = true }, Promotion, new EarlyTermination.Median(1, 2),
    ];

    /// <summary>The objective is 0 in the first four epochs, then grows faster the higher the trial's number.</summary>
    [Theory]
    [MemberData(nameof(Rules))]
    public void Simulate_NobodySucceedsAtFirst_FindsTheTrialThatIsBestInTheEnd(EarlyTermination rule)
    {
        var curve = new Curve(12, (trial, step) => step <= 4 ? 0 : (trial + 1) * (step - 4) / 80.0);
        var (state, _) = Simulate(Spec(rule, 10) with { Goal = Goal.Maximize }, curve, workers: 1);
        (state.Status, state.Best!.Objective).ShouldBe((SweepStatus.Completed, 1.0));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Simulate_VersionOne_TiesLose(bool stopping)
    {
        var curve = new Curve(12, (trial, step) => step <= 4 ? 0 : (trial + 1) * (step - 4) / 80.0);
        var spec = Spec(Promotion with { Stopping = stopping }, 10) with { Goal = Goal.Maximize, Version = 1 };
        Simulate(spec, curve, workers: 1).State.Best!.Objective.ShouldBe(stopping ? 0.1 : 0.3, 1e-12);
    }

    [Fact]
    public void Simulate_AllEqual_NobodyIsStopped() =>
        Gen.Select(Rule, Gen.Int[1, 15], Gen.Int[1, 5], Gen.Int[0, 2]).ForAll((rule, trials, workers, value) =>
        {
            var (state, _) = Simulate(Spec(rule, trials), new Curve(20, (_, _) => value), workers);
            (state.Status, state.Completed, state.Pruned).ShouldBe((SweepStatus.Completed, trials, 0));
        }, iter: 500);

    /// <summary>
    /// This holds whatever the rule, the bracket, the pace and however few trials reached a rung. Only results within
    /// the same bracket are compared.
    /// </summary>
    [Fact]
    public void Simulate_AtLeastAsGoodAsAllOthersAtEachRung_IsNeverStopped() =>
        Gen.Select(Rule, Gen.Int[1, 15], Gen.Int[1, 5], Gen.Int[0, 3].Array[15 * 20], Gen.Int[0, 14], Gen.Bool)
            .ForAll((rule, trials, workers, values, chosen, maximize) =>
            {
                chosen %= trials;
                double At(int trial, int step) =>
                    trial == chosen
                        ? Enumerable.Range(0, trials).Min(other => values[other * 20 + step - 1])
                        : values[trial * 20 + step - 1];
                var spec = Spec(rule, trials) with { Goal = maximize ? Goal.Maximize : Goal.Minimize };
                var curve = new Curve(20, (trial, step) => maximize ? -At(trial, step) : At(trial, step));
                var (state, completed) = Simulate(spec, curve, workers);
                completed.ShouldContain(chosen);
                state.Status.ShouldBe(SweepStatus.Completed);
            }, iter: 1_000);

    /// <summary>At least the share that the paper promotes: ties may make it larger.</summary>
    [Fact]
    public void Simulate_WithPromotion_PromotesAtLeastTheShareOfEachRung() =>
        Gen.Select(Gen.Int[1, 40], Gen.Int[1, 5], Gen.Int[0, 3].Array[40 * 20], Gen.Int[2, 4])
            .ForAll((trials, workers, values, factor) =>
            {
                var rule = new EarlyTermination.Asha("epoch", 1, factor, 20, 1);
                var (state, completed) = Simulate(
                    Spec(rule, trials), new Curve(20, (trial, step) => values[trial * 20 + step - 1]), workers);
                state.Status.ShouldBe(SweepStatus.Completed);
                var above = state.Rungs.OrderBy(table => table.Rung).Select(table => table.Results.Count).Skip(1)
                    .Append(completed.Count);
                foreach (var (table, came) in state.Rungs.OrderBy(table => table.Rung).Zip(above))
                    came.ShouldBeGreaterThanOrEqualTo(
                        Math.Max(1, table.Results.Count / factor), $"above rung {table.Rung}");
            }, iter: 500);

    [Theory]
    [InlineData(2, true)]
    [InlineData(1, false)]
    public void RungReached_EqualToTheCutOff_GoesOnFromVersionTwo(int version, bool goesOn)
    {
        var run = SearchRun.Prepared(Spec(Promotion with { Stopping = true }, 9) with { Version = version });
        for (var trial = 0; trial < 4; trial++) run.Offer();
        Reach(run, 0, 0.5).ShouldBeTrue();
        Reach(run, 1, 0.5).ShouldBe(goesOn);
        Reach(run, 2, 0.6).ShouldBeFalse();
        // A better one arrives: the former best is now worse than the cut-off.
        Reach(run, 3, 0.4).ShouldBeTrue();
        run.Offer();
        Reach(run, 4, 0.5).ShouldBeFalse();
    }

    [Fact]
    public void Promotion_ThreeRestEqual_AllGoOnInTheOrderOfTheirNumbers()
    {
        var run = SearchRun.Prepared(Spec(Promotion, 9));
        for (var trial = 0; trial < 3; trial++) run.Offer();
        Reach(run, 1, 0.5).ShouldBeFalse();
        Reach(run, 0, 0.5).ShouldBeFalse();
        Reach(run, 2, 0.5).ShouldBeFalse();
        run.State.Demand.ShouldBe(9 - 3 + 3);
        run.State.Rungs.Single().Promotable.ShouldBe(3);
        Enumerable.Range(0, 4).Select(_ => run.Offer().OfType<SearchAction.BeginAttempt>().Single().Trial)
            .ShouldBe([0, 1, 2, 3]);
    }

    [Fact]
    public void Promotion_WorseThanTheCutOffThoughEqualToOneThatWentOn_Rests()
    {
        var run = SearchRun.Prepared(Spec(Promotion, 9));
        for (var trial = 0; trial < 5; trial++) run.Offer();
        Reach(run, 0, 0.5);
        Reach(run, 1, 0.7);
        Reach(run, 2, 0.6);
        run.Offer().OfType<SearchAction.BeginAttempt>().Single().Trial.ShouldBe(0);
        Reach(run, 3, 0.4).ShouldBeTrue();
        Reach(run, 4, 0.5).ShouldBeFalse();
        run.State.Rungs.Single().Promotable.ShouldBe(0);
    }

    /// <summary>
    /// A budget that ends below the first rung must not make the sweep end before any trial was promoted.
    /// </summary>
    [Fact]
    public void Promotion_AShortTrialCompletedAndTooFewRest_TheBestOfThemGoesOn()
    {
        foreach (var version in new[] { 1, 2 })
        {
            var run = SearchRun.Prepared(Spec(Promotion, 3) with { Version = version });
            for (var trial = 0; trial < 3; trial++) run.Offer();
            run.End(0, 1, new AttemptOutcome.Completed(9));
            Reach(run, 1, 0.5);
            Reach(run, 2, 0.4);
            run.State.IsFinal.ShouldBe(version == 1);
            if (version == 1) continue;
            run.State.Demand.ShouldBe(1);
            run.Offer().OfType<SearchAction.BeginAttempt>().Single().Trial.ShouldBe(2);
            run.End(2, 2, new AttemptOutcome.Completed(0.1));
            (run.State.Status, run.State.Best!.Trial, run.State.Pruned).ShouldBe((SweepStatus.Completed, 2, 1));
        }
    }

    [Fact]
    public void Promotion_TooFewForTheRungsAndTheBestFails_TheNextGoesOn()
    {
        var run = SearchRun.Prepared(Spec(Promotion, 2) with { MaxRestarts = 0 });
        for (var trial = 0; trial < 2; trial++) run.Offer();
        Reach(run, 0, 0.5);
        Reach(run, 1, 0.4);
        run.Offer().OfType<SearchAction.BeginAttempt>().Single().Trial.ShouldBe(1);
        run.End(1, 2, new AttemptOutcome.Failed("it threw"));
        run.Offer().OfType<SearchAction.BeginAttempt>().Single().Trial.ShouldBe(0);
        run.End(0, 2, new AttemptOutcome.Completed(0.3));
        (run.State.Status, run.State.Best!.Trial).ShouldBe((SweepStatus.Completed, 0));
    }

    [Fact]
    public void Median_EqualToIt_GoesOn()
    {
        var run = SearchRun.Prepared(Spec(new EarlyTermination.Median(1, 2), 9));
        for (var trial = 0; trial < 4; trial++) run.Offer();
        foreach (var (trial, objective) in new[] { (0, 0.25), (1, 0.75), (2, 0.5) })
            Reach(run, trial, objective, step: 1).ShouldBeTrue();
        // The median of 0.25, 0.5 and 0.75.
        Reach(run, 3, 0.5, step: 1).ShouldBeTrue();
    }

    private static Gen<EarlyTermination> Rule { get; } =
        Gen.Select(Gen.Int[0, 6], Gen.Int[1, 3], Gen.Int[2, 4])
            .Select((kind, first, factor) => (EarlyTermination)(kind switch
            {
                0 => new EarlyTermination.Asha("epoch", first, factor, 20, 1),
                1 => new EarlyTermination.Asha("epoch", first, factor, 20, 3),
                2 => new EarlyTermination.Asha("epoch", first, factor, 20, 1, Stopping: true),
                3 => new EarlyTermination.Asha("epoch", first, factor, 20, 2, Stopping: true),
                4 => new EarlyTermination.Hyperband(first, int.MaxValue, 0, factor, Strict: true),
                5 => new EarlyTermination.Hyperband(1, 20, first, factor),
                _ => new EarlyTermination.Median(first, factor - 1),
            }));

    private static bool Reach(SearchRun run, int trial, double objective, int step = 2)
    {
        run.Tell(new SearchEvent.RungReached(trial, run.State.Running[trial].Attempt, step, objective))
            .ShouldNotBeEmpty();
        return run.State.Running.ContainsKey(trial);
    }

    private static (SearchState State, IReadOnlyList<int> Completed) Simulate(SearchSpec spec, Curve curve, int workers)
    {
        var simulator = new Simulator(spec, curve, workers);
        var completed = simulator.Run().Where(segment => segment.IsLast).Select(segment => segment.Trial).ToList();
        return (simulator.State, completed);
    }

    /// <summary>A grid, so that an assignment says which trial it is.</summary>
    private static SearchSpec Spec(EarlyTermination rule, int trials) =>
        Make.Spec(SearchMethod.Grid, Make.Parameter("trial", new Distribution.IntUniform(0, trials - 1)))
        with
        { Version = 2, EarlyTermination = rule };

    private sealed class Curve(int steps, Func<int, int, double> at) : ILearningCurve
    {
        public int Steps(Assignment assignment) => steps;

        public double At(Assignment assignment, int step) => at(TrialOf(assignment), step);

        // Speeds differ, so that results arrive in all orders.
        public double SecondsPerStep(Assignment assignment) => 1 + TrialOf(assignment) * 7 % 5 / 4.0;

        private static int TrialOf(Assignment assignment) =>
            assignment.TryGet("trial", out var value)
                ? (int)((ParameterValue.Integer)value).Value
                : throw new KeyNotFoundException("trial");
    }
}
