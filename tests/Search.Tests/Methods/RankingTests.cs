using Experiments.Search.Deciding;
using Experiments.Search.Methods;
using Experiments.Search.Specs;
using Experiments.Search.States.Trials;

namespace Experiments.Search.Tests.Methods;

public class RankingTests
{
    private static readonly Observation[] Seen =
    [
        new(0, Assignment.Empty, null, null), new(1, Assignment.Empty, 0, 0), new(2, Assignment.Empty, 5, 1),
        new(3, Assignment.Empty, 4, 1), new(4, Assignment.Empty, 9, null), new(5, Assignment.Empty, 4, 1),
    ];

    [Fact]
    public void Of_TrialsStoppedEarly_RankByRungThenObjectiveAndFailedOnesLast()
    {
        Ranking.Sort(Spec(Goal.Minimize), Seen).Select(o => o.Trial).ShouldBe([4, 3, 5, 2, 1, 0]);
        Ranking.Sort(Spec(Goal.Maximize), Seen).Select(o => o.Trial).ShouldBe([4, 2, 3, 5, 1, 0]);
    }

    private static SearchSpec Spec(Goal goal) => Make.Spec(SearchMethod.Tpe) with { Goal = goal };

    [Fact]
    public void Of_TrialThatRests_CountsWithItsRung()
    {
        var state = SearchCore.Begin(Make.Spec(SearchMethod.Tpe)) with { Observations = [.. Seen] };
        var resting = state with
        {
            Paused = state.Paused.Add(6, new(1, 0, Assignment.Empty, new(0, 1, new(4.5, 6), 4.5, 4.5, 4.5, 2)))
        };
        Experience.Collect(
            Make.Spec(SearchMethod.Tpe), resting).Ranked.Select(o => o.Trial).ShouldBe([4, 3, 5, 6, 2, 1, 0]);
    }
}
