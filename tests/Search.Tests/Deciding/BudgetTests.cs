using System.Text.Json;
using Experiments.Search.Deciding;
using Experiments.Search.Events;
using Experiments.Search.Specs;
using Experiments.Search.States;

namespace Experiments.Search.Tests.Deciding;

/// <summary>Budgets with every method and every early termination.</summary>
public class BudgetTests
{
    private const int Steps = 8;
    private static readonly int[] Rungs = [1, 2, 4];

    private static readonly (string Name, EarlyTermination? Rule)[] Rules =
    [
        ("none", null),
        ("asha", new EarlyTermination.Asha("epoch", 1, 2, Steps, 1)),
        ("brackets", new EarlyTermination.Asha("epoch", 1, 2, Steps, 3)),
        ("stop", new EarlyTermination.Asha("epoch", 1, 2, Steps, 1, Stopping: true)),
        ("hyperband", new EarlyTermination.Hyperband(1, Steps, 0, 2)),
        ("median", new EarlyTermination.Median(1, 2)),
        ("plateau", new EarlyTermination.Plateau(2, 0)),
    ];

    public static TheoryData<SearchMethod, string> All => new(
        from method in Enum.GetValues<SearchMethod>()
        from rule in Rules
        select (method, rule.Name));

    /// <summary>A sweep that its time ends several times decides as one that has no budget.</summary>
    [Theory]
    [MemberData(nameof(All))]
    public void Time_RaisedWheneverItIsUsedUp_LosesNothing(SearchMethod method, string rule)
    {
        var without = new Trainer(Spec(method, rule, null), workers: 1);
        without.Train();
        without.Run.State.Status.ShouldBe(SweepStatus.Completed);

        var trainer = new Trainer(Spec(method, rule, new() { Seconds = 13 }), workers: 1);
        trainer.Train();
        for (var budget = 26; trainer.Run.State.Spending!.UsedUp is not null; budget += 13)
        {
            trainer.Seconds.ShouldBe(budget - 13);
            trainer.Last.ShouldBe(
                new SearchAction.EnterStatus(
                    SweepStatus.Completed,
                    $"the budget 'time: {BudgetText.Duration(budget - 13)}' is used up"));
            trainer.Run.Tell(new SearchEvent.BudgetRaised(Seconds: budget)).ShouldNotBeEmpty();
            trainer.Run.Tell(new SearchEvent.Prepared());
            trainer.Train();
        }

        Ends(trainer).ShouldBe(Ends(without));
        trainer.Seconds.ShouldBe(without.Seconds);
        trainer.Seconds.ShouldBeGreaterThan(26);
        Replays(trainer.Run);
    }

    [Theory]
    [MemberData(nameof(All))]
    public void AnyPart_SeveralWorkers_NothingBeginsAfterItIsUsedUp(SearchMethod method, string rule)
    {
        foreach (var budget in new SweepBudget[]
        {
            new() { Seconds = 10 }, new() { DeviceHours = 30 / 3600.0 }, new() { NoBetterAfter = 3 },
            new() { Seconds = 20, DeviceHours = 90 / 3600.0, NoBetterAfter = 7 },
        })
        {
            var trainer = new Trainer(Spec(method, rule, budget), workers: 4);
            trainer.Train();
            var spending = trainer.Run.State.Spending!;
            trainer.Run.State.Status.ShouldBe(SweepStatus.Completed);
            if (spending.UsedUp is null)
            {
                // Under some rules all trials have begun before that.
                trainer.Seconds.ShouldBeLessThanOrEqualTo(budget.Seconds ?? 1_000);
                trainer.Run.State.NextTrial.ShouldBe(trainer.Run.Spec.RunCap!.Value);
                continue;
            }

            var usedUp = trainer.Run.Steps.First(step => step.Actions.OfType<SearchAction.UseUp>().Any()).Seq;
            trainer.Run.Steps.Where(step => step.Seq > usedUp).SelectMany(step => step.Actions)
                .OfType<SearchAction.BeginAttempt>().ShouldBeEmpty();
            spending.Seconds.ShouldBeLessThanOrEqualTo(budget.Seconds ?? 1_000);
            // Four workers use four seconds of devices before they are told.
            spending.DeviceHours.ShouldBeLessThan((budget.DeviceHours ?? 1_000) + 4.1 / 3_600);
            Replays(trainer.Run);

            var before = Results(trainer);
            trainer.Run.Tell(new SearchEvent.BudgetRaised(
                budget.Seconds * 1_000, budget.DeviceHours * 1_000, budget.NoBetterAfter * 1_000)).ShouldNotBeEmpty();
            trainer.Run.Tell(new SearchEvent.Prepared());
            trainer.Train();
            trainer.Run.State.Status.ShouldBe(SweepStatus.Completed);
            trainer.Run.State.NextTrial.ShouldBe(trainer.Run.Spec.RunCap!.Value);
            Results(trainer).Take(before.Count).ShouldBe(before);
            Replays(trainer.Run);
        }
    }

    [Fact]
    public void NoBetterAfter_ANewBest_CountsFromThereOn()
    {
        var run = SearchRun.Prepared(Spec(SearchMethod.Random, "none", new() { NoBetterAfter = 3 }));
        double[] objectives = [5, 6, 7, 4, 4, 9, 8];
        foreach (var (trial, objective) in objectives.Index())
        {
            run.State.Status.ShouldBe(SweepStatus.Running);
            run.Offer();
            run.End(trial, 1, new AttemptOutcome.Completed(objective));
        }

        run.State.Status.ShouldBe(SweepStatus.Completed);
        run.State.Best!.Trial.ShouldBe(3);
    }

    [Fact]
    public void Time_ManySmallMeasurements_AreRecordedAHundredTimes()
    {
        var run = SearchRun.Prepared(Spec(SearchMethod.Random, "none", new() { Seconds = 1_000 }));
        run.Offer();
        for (var seconds = 0.0; seconds < 999; seconds += 0.25)
            run.Tell(new SearchEvent.UseMeasured(seconds, null));
        run.Steps.Count.ShouldBeInRange(90, 105);
        run.State.Spending!.Seconds.ShouldBeGreaterThan(985);
    }

    [Fact]
    public void WithoutABudget_Measurements_ChangeNothing()
    {
        var run = SearchRun.Prepared(Spec(SearchMethod.Random, "none", null));
        run.Tell(new SearchEvent.UseMeasured(1e9, 1e9)).ShouldBeEmpty();
        run.Tell(new SearchEvent.BudgetRaised(Seconds: 1e10)).ShouldBeEmpty();
    }

    private static List<SearchAction.EndTrial> Ends(Trainer trainer) =>
        [.. Results(trainer).Select(end => end with { Attempt = 0 })];

    private static List<SearchAction.EndTrial> Results(Trainer trainer) =>
        [.. trainer.Run.Steps.SelectMany(step => step.Actions).OfType<SearchAction.EndTrial>()];

    private static void Replays(SearchRun run)
    {
        SearchCore.Verify(run.Spec, run.Steps).ShouldBeEmpty();
        Json(SearchCore.Replay(run.Spec, run.Steps)).ShouldBe(Json(run.State));
    }

    private static string Json(SearchState state) => JsonSerializer.Serialize(state, SearchJson.Options);

    private static SearchSpec Spec(SearchMethod method, string rule, SweepBudget? budget) => new()
    {
        Version = AlgorithmVersions.Newest,
        Space = Make.Space(
            Make.Parameter("a", Make.Choice(0, 1, 2, 3, 4)), Make.Parameter("b", Make.Choice(0, 1, 2, 3))),
        Method = method,
        Seed = 7,
        RunCap = 18,
        Budget = budget,
        EarlyTermination = Rules.Single(one => one.Name == rule).Rule,
    };

    /// <summary>Trains trials, one step of each in a second.</summary>
    private sealed class Trainer(SearchSpec spec, int workers)
    {
        private readonly Dictionary<int, int> _trained = [];
        private double _deviceSeconds;

        public SearchRun Run { get; } = SearchRun.Prepared(spec);

        public double Seconds { get; private set; }

        public SearchAction Last => Run.Steps[^1].Actions[^1];

        public void Train()
        {
            while (!Run.State.IsFinal)
            {
                while (Run.State.Running.Count < workers && Run.State.RemainingDemand > 0)
                    Run.Offer().ShouldNotBeEmpty();
                var running = Run.State.Running;
                Seconds++;
                _deviceSeconds += running.Count;
                foreach (var (trial, attempt) in running) Step(trial, attempt.Attempt, attempt.Assignment);
                Run.Tell(new SearchEvent.UseMeasured(Seconds, _deviceSeconds / 3_600));
                if (!Run.State.IsOverBudget) continue;
                foreach (var (trial, attempt) in Run.State.Running)
                    Run.End(trial, attempt.Attempt, new AttemptOutcome.Released("over"));
            }
        }

        private void Step(int trial, int attempt, Assignment assignment)
        {
            var done = _trained[trial] = _trained.GetValueOrDefault(trial) + 1;
            var level = assignment.Select(pair => (double)((ParameterValue.Integer)pair.Value).Value).Sum();
            var objective = level + 3.0 * (trial * 5 % 7) / done;
            if (done == Steps) Run.End(trial, attempt, new AttemptOutcome.Completed(objective));
            else if (Rungs.Contains(done)) Run.Tell(new SearchEvent.RungReached(trial, attempt, done, objective));
        }
    }
}
