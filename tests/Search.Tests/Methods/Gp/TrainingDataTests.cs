using Experiments.Search.Deciding;
using Experiments.Search.Methods;
using Experiments.Search.Methods.Gp;
using Experiments.Search.Specs;
using Experiments.Search.States.Trials;

namespace Experiments.Search.Tests.Methods.Gp;

public class TrainingDataTests
{
    [Fact]
    public void Of_FewStoppedEarly_CountAsNoBetterThanTheMiddleAndFailedOnesAsTheWorst()
    {
        Observation[] seen =
        [
            .. Enumerable.Range(0, 20).Select(i => Seen(i, i, null)), Seen(20, -5, 1), Seen(21, 15, 1),
            Seen(22, null, null),
        ];
        var costs = Costs(Goal.Minimize, seen);
        costs[..20].ShouldBe(Enumerable.Range(0, 20).Select(i => (double)i));
        costs[20..].ShouldBe([10, 15, 19]);
    }

    [Fact]
    public void Of_FewTrainedToTheirEnd_AreComparedWithThoseOfTheDeepestRungThatManyReached()
    {
        Observation[] seen =
        [
            Seen(0, 3, null), .. Enumerable.Range(1, 20).Select(i => Seen(i, i, 2)),
            .. Enumerable.Range(21, 20).Select(i => Seen(i, 0, 0)),
        ];
        var costs = Costs(Goal.Minimize, seen);
        costs[..21].ShouldBe([3, .. Enumerable.Range(1, 20).Select(i => (double)i)]);
        costs[21..].ShouldAllBe(cost => cost == 10);
    }

    [Fact]
    public void Of_GoalIsToMaximize_TurnsObjectivesAround() =>
        Costs(Goal.Maximize, [Seen(0, 7, null), Seen(1, 5, null)]).ShouldBe([-7, -5]);

    [Fact]
    public void Thin_Many_KeepsTheBetterAndSomeOfTheOthers()
    {
        var lessons = LessonsOf(Goal.Minimize, [.. Enumerable.Range(0, 1000).Select(i => Seen(i, i, null))]).Thin(10);
        lessons.Costs.ShouldBe([0, 1, 2, 3, 4, 5, 204, 403, 602, 801]);
        lessons.Trials.Length.ShouldBe(10);
    }

    private static double[] Costs(Goal goal, Observation[] seen) => LessonsOf(goal, seen).Costs;

    private static TrainingData LessonsOf(Goal goal, Observation[] seen)
    {
        var spec = Make.Spec(SearchMethod.Gp) with { Version = AlgorithmVersions.Newest, Goal = goal };
        return TrainingData.FromExperience(
            goal, Experience.Collect(spec, SearchCore.Begin(spec) with { Observations = [.. seen] }));
    }

    private static Observation Seen(int trial, double? objective, int? rung) =>
        new(trial, Assignment.Empty, objective, rung);
}
