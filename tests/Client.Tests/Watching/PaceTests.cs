using Experiments.Changes.Sweeps;
using Experiments.Client.Tests.Support;
using Experiments.Client.Watching;
using Experiments.Search.States;

namespace Experiments.Client.Tests.Watching;

public sealed class PaceTests
{
    private static readonly TrialText Trials = new(Sweeps.Spec);

    [Fact]
    public void Of_TwoEndedAndOneHalfDone_CountsTheHalf()
    {
        // 2.5 of 6 trials in 60 s: 3.5 more take 84 s.
        var view = new SweepView
        {
            Summary = Sweeps.Summary(running: 1, completed: 2),
            Unfinished = [Sweeps.Trial(2, step: 5)],
            JustEnded = [],
        };
        Pace.Measure(6, view, Trials).ShouldBe(new Pace(6, 2, TimeSpan.FromSeconds(84)));
    }

    [Fact]
    public void Of_NothingDone_KnowsNoTime()
    {
        var view = new SweepView
        {
            Summary = Sweeps.Summary(running: 1),
            Unfinished = [Sweeps.Trial(0)],
            JustEnded = [],
        };
        Pace.Measure(6, view, Trials).ShouldBe(new Pace(6, null, null));
    }

    [Fact]
    public void Of_NoTotal_KnowsThePaceButNoEnd()
    {
        var view = new SweepView { Summary = Sweeps.Summary(completed: 3), Unfinished = [], JustEnded = [] };
        Pace.Measure(null, view, Trials).ShouldBe(new Pace(null, 3, null));
    }

    [Fact]
    public void Of_EndedSweep_HasNoTimeLeft()
    {
        var view = new SweepView
        {
            Summary = Sweeps.Summary(SweepStatus.Stopped, completed: 3),
            Unfinished = [],
            JustEnded = [],
        };
        Pace.Measure(6, view, Trials).Left.ShouldBeNull();
    }

    [Fact]
    public void TotalOf_RandomWithoutACap_IsUnknown()
    {
        SweepPlan.TrialsOf(Sweeps.Spec).ShouldBe(6);
        SweepPlan.TrialsOf(Sweeps.Spec with { Search = Sweeps.Spec.Search with { RunCap = null } }).ShouldBeNull();
    }
}
