using System.Text.RegularExpressions;
using CsCheck;
using Experiments.Contracts.Grains;
using Experiments.Contracts.Grains.Rungs;
using Experiments.Grains.Attempts;
using Experiments.Testing.Machines;
using Experiments.Testing.Properties;

namespace Experiments.Grains.Tests.Attempts;

/// <summary>The state machine does what docs/attempts.md says, in every state and with every event.</summary>
public sealed partial class AttemptStateTests
{
    private static readonly AttemptEvent[] Events =
    [
        new AttemptEvent.ShareGranted(), new AttemptEvent.Started(), new AttemptEvent.RungReached(new(3, 0.5, null)),
        new AttemptEvent.SaveBegun(), new AttemptEvent.SaveEnded(), new AttemptEvent.RungAnswered(RungAnswer.Continue),
        new AttemptEvent.RungAnswered(RungAnswer.Pause), new AttemptEvent.RungAnswered(RungAnswer.Stop),
        new AttemptEvent.Superseded(), new AttemptEvent.CancelRequested(),
        new AttemptEvent.ReleaseRequested("it drains"),
        new AttemptEvent.TrainerReturned(), new AttemptEvent.TrainerCancelled("cancelled"),
        new AttemptEvent.TrainerDoomed("NaN"), new AttemptEvent.LimitExceeded("too long"),
        new AttemptEvent.TrainerFailed("broken"), new AttemptEvent.TrainerFaulted("no disk", OfDevice: false),
        new AttemptEvent.WorkerFailed("silent"), new AttemptEvent.ObjectiveMissing("no val_loss"),
        new AttemptEvent.NodeFailed("no database"), new AttemptEvent.EndReported(),
    ];

    private static readonly AttemptState Training = Course(new(AttemptPhase.Starting), "Started");

    /// <summary>
    /// A state for each phase; two for <see cref="AttemptPhase.Saving"/>, with the phase that it goes back to.
    /// </summary>
    private static readonly (AttemptState State, AttemptPhase? Back)[] States =
    [
        (new(AttemptPhase.Waiting), null), (new(AttemptPhase.Starting), null), (Training, null),
        (Course(Training, "RungReached"), null), (Course(Training, "SaveBegun"), AttemptPhase.Training),
        (Course(Training, "RungReached", "SaveBegun"), AttemptPhase.AtRung),
        (Course(Training, "RungReached", "RungAnswered(Pause)"), null), (Course(Training, "TrainerReturned"), null),
        (Course(Training, "TrainerReturned", "EndReported"), null),
    ];

    [Fact]
    public void Events_OfThisTest_AreAllThatThereAre() => Events.Select(happened => happened.GetType()).Distinct()
        .ShouldBe(typeof(AttemptEvent).GetNestedTypes(), ignoreOrder: true);

    [Fact]
    public void After_EveryEventInEveryState_GoesWhereTheDocumentSays()
    {
        var table = Rows("Transitions").ToDictionary(row => row[0].Trim('`'), row => row[1..]);
        table.Keys.ShouldBe(Events.Select(NameOf), ignoreOrder: true);
        States.Select(state => state.State.Phase).Distinct().ShouldBe(Enum.GetValues<AttemptPhase>());
        foreach (var (state, back) in States)
        {
            foreach (var happened in Events)
            {
                var cell = state.Phase == AttemptPhase.Ended ? "" : table[NameOf(happened)][(int)state.Phase];
                var expected = cell switch
                {
                    "" => state.Phase,
                    "back" => back!.Value,
                    _ => Enum.Parse<AttemptPhase>(cell),
                };
                state.After(happened).Phase.ShouldBe(expected, $"{NameOf(happened)} in {state.Phase}");
            }
        }
    }

    [Fact]
    public void After_EveryPairOfRowsOfTheOutcomeTable_TheFirstInTheDocumentCounts()
    {
        var rows = Rows("Outcomes").Select(row => (Events: NamesIn(row[0]), End: row[1])).ToArray();
        rows.SelectMany(row => row.Events).ShouldContain("LimitExceeded");
        foreach (var (row, i) in rows.Select((row, i) => (row, i)))
        {
            EndOf(row.Events).ShouldBe(row.End, string.Join(", ", row.Events));
            // The trainer ends once, so each earlier outcome is combined with each way in which the trainer ends.
            foreach (var later in rows[(i + 1)..])
                if (!row.Events.Any(IsOfTheTrainer)) EndOf([.. row.Events, .. later.Events]).ShouldBe(row.End);
        }

        static string EndOf(string[] events) =>
            Course(Training, ["RungReached", .. events.OrderBy(When), "TrainerReturned"]).Result is { End: { } end }
                ? end.ToString() : "none";

        static string[] NamesIn(string cell) => [.. Word().Matches(cell).Select(word => word.Value)];

        static bool IsOfTheTrainer(string name) =>
            name.StartsWith("Trainer", StringComparison.Ordinal) || name == "LimitExceeded";

        // The sweep answers and the database refuses while the trainer runs; the node may fail at the very end.
        static int When(string name) => name switch
        {
            "NodeFailed" => 3,
            "ObjectiveMissing" => 2,
            _ => IsOfTheTrainer(name) ? 1 : 0,
        };
    }

    [Fact]
    public void After_Interruption_IsRememberedAndACancelledSweepStaysCancelled()
    {
        Course(Training, "ReleaseRequested", "SaveBegun", "SaveEnded").Interruption
            .ShouldBe(new AttemptResult(AttemptEnd.Released, "it drains"));
        Course(Training, "CancelRequested", "ReleaseRequested", "TrainerCancelled").Result
            .ShouldBe(new AttemptResult(AttemptEnd.Cancelled));
        Course(Training, "ReleaseRequested", "CancelRequested", "TrainerCancelled").Result
            .ShouldBe(new AttemptResult(AttemptEnd.Cancelled));
        Course(Training, "ReleaseRequested", "TrainerReturned").Result
            .ShouldBe(new AttemptResult(AttemptEnd.Completed));
        Course(Training, "TrainerFailed", "CancelRequested").Result
            .ShouldBe(new AttemptResult(AttemptEnd.Failed, "broken"));
    }

    /// <summary>Any events in any order.</summary>
    [Fact]
    public void After_AnyCourse_GoesForwardAndWhatWasDecidedStands() =>
        Gen.Select(Gen.Int[0, 1], Gen.Int[0, Events.Length - 1].Array[0, 30]).ForAll((first, course) =>
        {
            var state = new AttemptState((AttemptPhase)first);
            foreach (var pick in course)
            {
                var next = state.After(Events[pick]);
                Rank(next.Phase).ShouldBeGreaterThanOrEqualTo(Rank(state.Phase));
                (next.Result is not null).ShouldBe(next.Phase >= AttemptPhase.Stopping);
                (next.Rung is not null).ShouldBe(
                    next.After(new AttemptEvent.SaveEnded()).Phase == AttemptPhase.AtRung);
                (next.Signal == TrialSignal.Stop).ShouldBe(next.Phase >= AttemptPhase.Stopping);
                (next.Signal == TrialSignal.SaveCheckpoint).ShouldBe(next.Phase == AttemptPhase.AtRung);
                if (state.IsSuperseded) next.IsSuperseded.ShouldBeTrue();
                if (state.Interruption is not null) next.Interruption.ShouldNotBeNull();
                if (state.Phase == AttemptPhase.Ended) next.ShouldBe(state);
                state = next;
            }
        });

    /// <summary>Training, at a rung and saving follow each other in any order.</summary>
    private static int Rank(AttemptPhase phase) =>
        (int)(phase is AttemptPhase.AtRung or AttemptPhase.Saving ? AttemptPhase.Training : phase);

    private static AttemptState Course(AttemptState from, params string[] events) =>
        events.Aggregate(from, (state, name) => state.After(Events.Single(happened => NameOf(happened) == name)));

    private static string NameOf(AttemptEvent happened) => happened is AttemptEvent.RungAnswered(var answer)
        ? $"RungAnswered({answer})"
        : happened.GetType().Name;

    /// <summary>The cells of the table under a heading of the document, without its head.</summary>
    private static IEnumerable<string[]> Rows(string heading) => File.ReadLines(Programs.FileOf("docs", "attempts.md"))
        .SkipWhile(line => line != $"## {heading}").Skip(1)
        .TakeWhile(line => !line.StartsWith("## ", StringComparison.Ordinal))
        .Where(line => line.StartsWith('|')).Skip(2)
        .Select(line => line.Split('|')[1..^1].Select(cell => cell.Trim()).ToArray());

    [GeneratedRegex(@"\w+(\(\w+\))?")]
    private static partial Regex Word();
}
