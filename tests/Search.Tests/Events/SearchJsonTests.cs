using System.Text;
using System.Text.Json;
using Experiments.Search.Events;
using Experiments.Search.Spaces;
using Experiments.Search.Specs;
using Experiments.Search.States;
using Experiments.Search.States.Rungs;

namespace Experiments.Search.Tests.Events;

public class SearchJsonTests
{
    private static readonly Assignment Sample = new(
    [
        new("optimizer", Make.Value("sgd")), new("layers", new ParameterValue.List([Make.Value(64), Make.Value(0.5)])),
        new("whole", Make.Value(1)), new("real", Make.Value(1.0)), new("huge", Make.Value(1.5e17)),
        new("flag", Make.Value(true)),
    ]);

    private static readonly SearchEvent[] Events =
    [
        new SearchEvent.Prepared(),
        new SearchEvent.PreparationFailed("no such dataset"),
        new SearchEvent.SlotOffered("n1"),
        new SearchEvent.AttemptEnded(3, 1, new AttemptOutcome.Completed(0.25)),
        new SearchEvent.AttemptEnded(3, 1, new AttemptOutcome.Completed(double.NaN)),
        new SearchEvent.AttemptEnded(3, 1, new AttemptOutcome.Failed("it threw")),
        new SearchEvent.AttemptEnded(3, 1, new AttemptOutcome.Diverged("loss is NaN")),
        new SearchEvent.AttemptEnded(3, 1, new AttemptOutcome.Released("drained")),
        new SearchEvent.AttemptEnded(3, 1, new AttemptOutcome.Cancelled()),
        new SearchEvent.AttemptEnded(3, 1, new AttemptOutcome.Failed("it threw", "n1")),
        new SearchEvent.AttemptEnded(3, 1, new AttemptOutcome.Faulted("the disk is full", "n1")),
        new SearchEvent.RungReached(3, 1, 9, 0.25),
        new SearchEvent.StopRequested(),
        new SearchEvent.CancelRequested(),
        new SearchEvent.PauseRequested(),
        new SearchEvent.ResumeRequested(),
        new SearchEvent.RunCapRaised(40),
        new SearchEvent.AssignmentGiven(Sample),
        new SearchEvent.ObservationsLent([new(3, Sample, 0.25, null), new(4, Sample, null, null)]),
        new SearchEvent.RetryRequested(3, 2, Sample),
        new SearchEvent.LimitRequested(2),
        new SearchEvent.LimitRequested(null),
        new SearchEvent.UseMeasured(7200.5, 3.25),
        new SearchEvent.UseMeasured(60, null),
        new SearchEvent.BudgetRaised(10800, 20, 50, 100),
        new SearchEvent.BudgetRaised(Seconds: 10800),
        new SearchEvent.RepeatsRequested(3, Sample, 5, [new(0.25), new(0.5, 0.75, new([27.5]))]),
    ];

    private static readonly SearchAction[] Actions =
    [
        new SearchAction.BeginAttempt(3, 2, 1, "n1", Sample),
        new SearchAction.BeginAttempt(4, 1, 0, "n1", Sample, SearchMethod.Gp),
        new SearchAction.Requeue(3, 1, 1, "it threw"),
        new SearchAction.Requeue(3, 1, 0, "the disk is full", "n1", 1),
        new SearchAction.EndTrial(3, 1, TrialStatus.Completed, 0.25, null),
        new SearchAction.EndTrial(3, 1, TrialStatus.Failed, null, "it threw"),
        new SearchAction.ReachRung(3, 1, 0, 2, 0.25),
        new SearchAction.PauseTrial(3, 1),
        new SearchAction.EndTrial(3, 1, TrialStatus.Pruned, 0.25, null),
        new SearchAction.Interrupt(3, 1),
        new SearchAction.EnterStatus(SweepStatus.Running, null),
        new SearchAction.EnterStatus(SweepStatus.Failed, "no such dataset"),
        new SearchAction.PauseSweep(),
        new SearchAction.ResumeSweep(),
        new SearchAction.RaiseRunCap(40),
        new SearchAction.Enqueue(Sample),
        new SearchAction.Learn(new(-1, Sample, 0.25, null)),
        new SearchAction.RetryTrial(3, 2, Sample),
        new SearchAction.LimitTrials(2),
        new SearchAction.LimitTrials(null),
        new SearchAction.RecordUse(7200.5, 3.25),
        new SearchAction.UseUp(BudgetPart.Time),
        new SearchAction.UseUp(BudgetPart.DeviceHours),
        new SearchAction.UseUp(BudgetPart.NoBetterAfter),
        new SearchAction.RaiseBudget(new() { Seconds = 10800, DeviceHours = 20, NoBetterAfter = 50 }),
        new SearchAction.BeginAttempt(9, 1, 0, "n1", Sample, RepeatOf: 3),
        new SearchAction.WantRepeats(3, Sample, 5, [new(0.25), new(0.5, 0.75, new([27.5]))]),
        new SearchAction.DropRepeats(),
    ];

    [Fact]
    public void Write_EachEventAndAction_NeverChanges()
    {
        var text = new StringBuilder();
        foreach (var happened in Events) text.Append(Write(happened)).Append('\n');
        foreach (var action in Actions) text.Append(Write(action)).Append('\n');
        Golden.Check("json.txt", text.ToString());
    }

    [Fact]
    public void Samples_OfEventsAndActions_AreOfEveryKind()
    {
        ClosedSet.KindsOf<SearchEvent>().Except(Events.Select(happened => happened.GetType())).ShouldBeEmpty();
        ClosedSet.KindsOf<SearchAction>().Except(Actions.Select(action => action.GetType())).ShouldBeEmpty();
        ClosedSet.KindsOf<AttemptOutcome>()
            .Except(Events.OfType<SearchEvent.AttemptEnded>().Select(ended => ended.Outcome.GetType())).ShouldBeEmpty();
    }

    [Fact]
    public void Read_GoldenLines_GivesEachEventAndAction()
    {
        var lines = Golden.Read("json.txt").TrimEnd('\n').Split('\n');
        // Lists are compared in their serialized form.
        lines.Take(Events.Length).Select(line => Write(Read<SearchEvent>(line))).ShouldBe(Events.Select(Write));
        lines.Skip(Events.Length).Select(Read<SearchAction>).ShouldBe(Actions);
    }

    [Fact]
    public void Read_KindNotFirst_IsUnderstood() =>
        Read<SearchAction>("""{"trial": 3, "kind": "interrupt", "attempt": 1}""")
            .ShouldBe(new SearchAction.Interrupt(3, 1));

    [Fact]
    public void Write_MidRunState_NeverChanges()
    {
        var run = SearchRun.Prepared(
            Make.Spec(SearchMethod.Grid, Make.Parameter("a", Make.Choice("x", "y", "z", "w"))));
        for (var slot = 0; slot < 3; slot++) run.Offer();
        run.End(0, 1, new AttemptOutcome.Completed(0.5));
        run.End(1, 1, new AttemptOutcome.Failed("it threw"));
        Golden.Check(
            "state.json",
            JsonSerializer.Serialize(
                run.State, new JsonSerializerOptions(SearchJson.Options) { WriteIndented = true }) + "\n");
    }

    /// <summary>
    /// The contents of snapshots: if they change, <see cref="SearchJson.StateVersion"/> must be raised, so that stored
    /// snapshots are not misread.
    /// </summary>
    [Fact]
    public void Write_StateWithRungs_NeverChangesWithinAVersion()
    {
        var spec = Make.Spec(SearchMethod.Tpe, Make.Parameter("a", new Distribution.IntUniform(0, 9)));
        var run = SearchRun.Prepared(spec with { EarlyTermination = new EarlyTermination.Asha("epoch", 1, 2, 8, 1) });
        for (var slot = 0; slot < 4; slot++) run.Offer();
        run.Tell(new SearchEvent.RungReached(0, 1, 1, 0.5));
        run.Tell(new SearchEvent.RungReached(1, 1, 1, 0.25));
        run.Tell(new SearchEvent.RungReached(2, 1, 1, double.NaN));
        run.End(3, 1, new AttemptOutcome.Completed(0.125));
        SearchJson.StateVersion.ShouldBe(9);
        Golden.Check(
            "state.rungs.json",
            JsonSerializer.Serialize(
                run.State, new JsonSerializerOptions(SearchJson.Options) { WriteIndented = true }) + "\n");
    }

    [Fact]
    public void Write_EventAndActionAtARungOfHyperband_NeverChange()
    {
        Write<SearchEvent>(new SearchEvent.RungReached(3, 1, 9, 0.5, 0.25))
            .ShouldBe("""{"kind":"rung_reached","trial":3,"attempt":1,"step":9,"objective":0.5,"best":0.25}""");
        Write<SearchAction>(new SearchAction.ReachRung(3, 1, 0, 1, 0.5, 0.25))
            .ShouldBe(
                """{"kind":"reach_rung","trial":3,"attempt":1,"bracket":0,"rung":1,"objective":0.5,"best":0.25}""");
        Write(new RungTable(0, 1, 3, TiesGoOn: true)).ShouldContain("\"ties_go_on\":true");
        Read<RungTable>(Write(new RungTable(0, 1, 3, TiesGoOn: true))).TiesGoOn.ShouldBeTrue();
    }

    /// <summary>A rule as it was stored before the algorithms had versions.</summary>
    [Fact]
    public void Read_HyperbandOfVersionOne_IsNotStrict() =>
        Read<EarlyTermination>("""{"kind":"hyperband","min_iter":3,"max_iter":19,"brackets":2,"eta":3}""")
            .ShouldBe(new EarlyTermination.Hyperband(3, 19, 2, 3));

    private static string Write<T>(T value) => JsonSerializer.Serialize(value, SearchJson.Options);

    private static T Read<T>(string text) => JsonSerializer.Deserialize<T>(text, SearchJson.Options)!;
}
