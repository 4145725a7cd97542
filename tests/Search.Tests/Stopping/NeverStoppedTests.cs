using Experiments.Search.Events;
using Experiments.Search.Spaces;
using Experiments.Search.Specs;
using Experiments.Search.Stopping;

namespace Experiments.Search.Tests.Stopping;

public sealed class NeverStoppedTests
{
    public static TheoryData<EarlyTermination> Rules =>
    [
        new EarlyTermination.Asha("epoch", 1, 3, 27, 1), new EarlyTermination.Asha("epoch", 1, 3, 27, 3),
        new EarlyTermination.Asha("epoch", 1, 3, 27, 1, Stopping: true),
        new EarlyTermination.Hyperband(0, 27, 3, 3, Strict: true), new EarlyTermination.Median(2, 1),
        new EarlyTermination.Plateau(2, 0),
    ];

    [Theory, MemberData(nameof(Rules))]
    public void Of_ShareOfTrials_HaveNoRungsAndTheOthersAllOfThem(EarlyTermination rule)
    {
        const int Trials = 10_000;
        var spec = Spec(rule with { NeverStopped = 0.3 });
        var spared = Enumerable.Range(0, Trials).Where(trial => !Ladder.Of(spec, trial).Any()).ToHashSet();
        // Brackets of asha may have a last one without rungs.
        var without = Enumerable.Range(0, Trials).Count(trial => !Ladder.Of(Spec(rule), trial).Any());
        (spared.Count / (double)Trials).ShouldBe(0.3 + 0.7 * without / Trials, 0.02);
        foreach (var trial in Enumerable.Range(0, 100).Where(trial => !spared.Contains(trial)))
            Ladder.Of(spec, trial).ShouldBe(Ladder.Of(Spec(rule), trial));
    }

    /// <summary>The worst reports stop none of them, and other trials are judged as ever.</summary>
    [Theory, MemberData(nameof(Rules))]
    public void RungReached_AllNeverStopped_TrainToTheEnd(EarlyTermination rule)
    {
        var run = SearchRun.Prepared(Spec(rule with { NeverStopped = 1 }) with { RunCap = 20 });
        for (var trial = 0; trial < 20; trial++)
        {
            run.Offer().OfType<SearchAction.BeginAttempt>().Single().Trial.ShouldBe(trial);
            for (var step = 1; step <= 26; step++)
                run.Tell(new SearchEvent.RungReached(trial, 1, step, trial, trial)).ShouldBeEmpty();
            run.End(trial, 1, new AttemptOutcome.Completed(trial));
        }
        (run.State.Completed, run.State.Pruned, run.State.Paused.Count).ShouldBe((20, 0, 0));
        run.State.Rungs.ShouldBeEmpty();
    }

    private static SearchSpec Spec(EarlyTermination rule) => Make.Spec(
        SearchMethod.Random, Make.Parameter("x", new Distribution.Uniform(0, 1))) with
    { Version = AlgorithmVersions.Newest, EarlyTermination = rule };
}
