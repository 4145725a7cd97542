using System.Collections.Immutable;
using Experiments.Client.Tests.Support;
using Experiments.Client.Watching;
using Experiments.Search.States;
using Experiments.Storage.Queries;

namespace Experiments.Client.Tests.Watching;

public sealed class PlainNewsTests
{
    private readonly PlainNews _news = new(Sweeps.Detail(), new TrialText(Sweeps.Spec));

    [Fact]
    public void Tell_TrialsThatEnded_AreOneLineEachAndNewBestsAnother()
    {
        Tell(SweepStatus.Running).ShouldBe(["sweep digits-optimizers (k3m9x0q2ab) is running"]);
        Tell(
            SweepStatus.Running,
            ended:
            [
                Sweeps.Trial(1, TrialStatus.Completed, 10, 0.9), Sweeps.Trial(0, TrialStatus.Completed, 10, 0.8),
                Sweeps.Trial(2, TrialStatus.Completed, 10, 0.9512),
            ])
            .ShouldBe(
            [
                "trial 1 completed: val_accuracy 0.9 (optimizer=adam learning_rate=0.001235)",
                "best so far: trial 1, val_accuracy 0.9",
                "trial 0 completed: val_accuracy 0.8 (optimizer=sgd learning_rate=0.001235)",
                "trial 2 completed: val_accuracy 0.9512 (optimizer=sgd learning_rate=0.001235)",
                "best so far: trial 2, val_accuracy 0.9512",
            ]);
    }

    [Fact]
    public void Tell_EqualTrialOfALowerNumberEndsLater_IsTheBestAsInTheDatabase()
    {
        Tell(SweepStatus.Running);
        Tell(SweepStatus.Running, ended: [Sweeps.Trial(3, TrialStatus.Completed, 10, 0.9)]).Count.ShouldBe(2);
        Tell(SweepStatus.Running, ended: [Sweeps.Trial(1, TrialStatus.Completed, 10, 0.9)])[^1].ShouldBe(
            "best so far: trial 1, val_accuracy 0.9");
        Tell(SweepStatus.Running, ended: [Sweeps.Trial(2, TrialStatus.Completed, 10, 0.9)]).Count.ShouldBe(1);
    }

    [Fact]
    public void Tell_TrialWithoutAnObjective_SaysWhy()
    {
        var nan = Sweeps.Trial(0, TrialStatus.Completed, 10);
        var failed = Sweeps.Trial(1, TrialStatus.Failed, cause: "diverged at step 3: train_loss is NaN");
        Tell(SweepStatus.Running, ended: [nan, failed]).Skip(1).ShouldBe(
        [
            "trial 0 completed: val_accuracy is not a finite number (optimizer=sgd learning_rate=0.001235)",
            "trial 1 failed: diverged at step 3: train_loss is NaN (optimizer=adam learning_rate=0.001235)",
        ]);
    }

    [Fact]
    public void Tell_TrialOfASweepWithoutAnObjective_SaysNothingOfOne()
    {
        var spec = Sweeps.Spec with { Metric = "" };
        var news = new PlainNews(Sweeps.Detail(spec), new TrialText(spec));

        news.Tell(new SweepView
        {
            Summary = Sweeps.Summary(SweepStatus.Running),
            Unfinished = [],
            JustEnded = [Sweeps.Trial(0, TrialStatus.Completed, 10)],
        })
            .Skip(1).ShouldBe(["trial 0 completed (optimizer=sgd learning_rate=0.001235)"]);
    }

    [Fact]
    public void Tell_TrialThatLosesItsAttempt_IsToldOnceOnEachTurn()
    {
        Tell(SweepStatus.Running, unfinished: [Sweeps.Trial(0)]).Count.ShouldBe(1);
        var waiting = Sweeps.Trial(0, TrialStatus.Waiting, cause: "node lost");
        Tell(SweepStatus.Running, unfinished: [waiting])
            .ShouldBe(["trial 0 lost attempt 1 and waits for the next: node lost"]);
        Tell(SweepStatus.Running, unfinished: [waiting]).ShouldBeEmpty();
        Tell(SweepStatus.Running, unfinished: [Sweeps.Trial(0, attempt: 2)])
            .ShouldBe(["trial 0 trains again, attempt 2"]);
        Tell(SweepStatus.Running, unfinished: [Sweeps.Trial(0, attempt: 2, step: 4)]).ShouldBeEmpty();
    }

    [Fact]
    public void Tell_TrialThatRestsAndGoesOn_IsToldOnceOnEachTurn()
    {
        Tell(SweepStatus.Running, unfinished: [Sweeps.Trial(0)]).Count.ShouldBe(1);
        var resting = Sweeps.Trial(0, TrialStatus.Paused, step: 1, value: 0.8);
        Tell(SweepStatus.Running, resting: [resting]).ShouldBe(["trial 0 paused at step 1: val_accuracy 0.8"]);
        Tell(SweepStatus.Running, resting: [resting]).ShouldBeEmpty();
        Tell(SweepStatus.Running, unfinished: [Sweeps.Trial(0, attempt: 2)])
            .ShouldBe(["trial 0 trains again, attempt 2"]);
    }

    [Fact]
    public void Tell_TrialThatWasStoppedEarly_IsNeverTheBest()
    {
        Tell(SweepStatus.Running,
            ended: [Sweeps.Trial(0, TrialStatus.Completed, 10, 0.8),
                Sweeps.Trial(2, TrialStatus.Pruned, 3, 0.9)]).Skip(1)
            .ShouldBe(
            [
                "trial 0 completed: val_accuracy 0.8 (optimizer=sgd learning_rate=0.001235)",
                "best so far: trial 0, val_accuracy 0.8",
                "trial 2 stopped early at step 3: val_accuracy 0.9 (optimizer=sgd learning_rate=0.001235)",
            ]);
    }

    [Fact]
    public void Tell_FinalStatus_ComesLast()
    {
        Tell(SweepStatus.Running);
        Tell(SweepStatus.Completed, ended: [Sweeps.Trial(0, TrialStatus.Completed, 10, 0.9)])[^1]
            .ShouldBe("sweep digits-optimizers (k3m9x0q2ab) has completed");
    }

    [Fact]
    public void Tell_Notice_IsToldOnce()
    {
        Tell(SweepStatus.Preparing, notice: "mnist: 10%")
            .ShouldBe(["mnist: 10%", "sweep digits-optimizers (k3m9x0q2ab) is preparing"]);
        Tell(SweepStatus.Preparing, notice: "mnist: 10%").ShouldBeEmpty();
        Tell(SweepStatus.Preparing).ShouldBeEmpty();
        Tell(SweepStatus.Preparing, notice: "mnist: 10%").ShouldBe(["mnist: 10%"]);
    }

    private IReadOnlyList<string> Tell(
        SweepStatus status, ImmutableArray<TrialSummary>? unfinished = null, ImmutableArray<TrialSummary>? ended = null,
        string? notice = null,
        ImmutableArray<TrialSummary>? resting = null) =>
        [
            .. _news.Tell(new SweepView
            {
                Summary = Sweeps.Summary(status),
                Unfinished = unfinished ?? [],
                Resting = resting ?? [],
                JustEnded = ended ?? [],
                Notice = notice,
            }),
        ];
}
