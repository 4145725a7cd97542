using System.Globalization;
using Experiments.Search.Deciding;
using Experiments.Search.Spaces;

namespace Experiments.Search.Tests.Deciding;

/// <summary>
/// The language of the transcripts: <c>spec key=value …</c> and <c>choice name value …</c> lines, then events as
/// <c>&gt; word …</c>.
/// </summary>
internal sealed class Transcript
{
    private readonly List<Parameter> _parameters = [];
    private SearchSpec _spec = Make.Spec(SearchMethod.Grid);
    private SearchRun? _run;

    public IEnumerable<string> Read(string line)
    {
        var words = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        switch (words)
        {
            case ["spec", .. var settings]:
                foreach (var setting in settings) _spec = With(_spec, setting.Split('='));
                return [];
            case ["choice", var name, .. var values]:
                _parameters.Add(Make.Parameter(name, Make.Choice([.. values])));
                return [];
            case [">", .. var happened]:
                _run ??= new SearchRun(_spec with { Space = Make.Space([.. _parameters]) });
                var actions = _run.Tell(Event(happened));
                return actions.IsEmpty ? ["nothing"] : actions.Select(Text);
            default:
                return [];
        }
    }

    private static SearchSpec With(SearchSpec spec, string[] setting) => setting switch
    {
        ["run_cap", var cap] => spec with { RunCap = int.Parse(cap) },
        ["max_restarts", var most] => spec with { MaxRestarts = int.Parse(most) },
        ["target", var target] => spec with { Target = double.Parse(target) },
        ["goal", var goal] => spec with { Goal = Enum.Parse<Goal>(goal, ignoreCase: true) },
        _ => throw new FormatException($"unknown setting {setting[0]}"),
    };

    private static SearchEvent Event(string[] words) => words switch
    {
        ["prepared"] => new SearchEvent.Prepared(),
        ["preparation_failed", .. var cause] => new SearchEvent.PreparationFailed(string.Join(' ', cause)),
        ["slot", var node] => new SearchEvent.SlotOffered(node),
        ["stop"] => new SearchEvent.StopRequested(),
        ["cancel"] => new SearchEvent.CancelRequested(),
        ["ended", var attempt, .. var outcome] => Ended(attempt.Split('/'), outcome),
        _ => throw new FormatException($"unknown event {string.Join(' ', words)}"),
    };

    private static SearchEvent.AttemptEnded Ended(string[] attempt, string[] outcome) =>
        new(int.Parse(attempt[0]), int.Parse(attempt[1]), outcome switch
        {
            ["completed", var objective] => new AttemptOutcome.Completed(double.Parse(objective)),
            ["failed", .. var cause] => new AttemptOutcome.Failed(string.Join(' ', cause)),
            ["diverged", .. var cause] => new AttemptOutcome.Diverged(string.Join(' ', cause)),
            ["released", .. var cause] => new AttemptOutcome.Released(string.Join(' ', cause)),
            ["cancelled"] => new AttemptOutcome.Cancelled(),
            _ => throw new FormatException($"unknown outcome {string.Join(' ', outcome)}"),
        });

    private static string Text(SearchAction action) => action switch
    {
        SearchAction.BeginAttempt a => $"begin {a.Trial}/{a.Attempt} on {a.Node}, {a.Restarts} restarts: {a.Assignment}",
        SearchAction.Requeue a => $"requeue {a.Trial}/{a.Attempt}, {a.Restarts} restarts: {a.Cause}",
        SearchAction.EndTrial a => string.Create(
            CultureInfo.InvariantCulture,
            $"end {a.Trial}/{a.Attempt} {a.Status} {a.Objective?.ToString(CultureInfo.InvariantCulture) ?? "-"}{Suffix(a.Cause)}"),
        SearchAction.Interrupt a => $"interrupt {a.Trial}/{a.Attempt}",
        SearchAction.EnterStatus a => $"enter {a.Status}{Suffix(a.Reason)}",
        _ => throw new FormatException($"unknown action {action}"),
    };

    private static string Suffix(string? cause) => cause is null ? "" : $": {cause}";
}
