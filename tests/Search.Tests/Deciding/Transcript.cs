using System.Globalization;
using Experiments.Search.Events;
using Experiments.Search.Spaces;
using Experiments.Search.Specs;

namespace Experiments.Search.Tests.Deciding;

/// <summary>
/// The language of the transcripts: <c>spec key=value …</c> and <c>choice name value …</c> lines, then events as
/// <c>&gt; word …</c>, in the words of <see cref="TranscriptWords"/>.
/// </summary>
internal sealed class Transcript
{
    private readonly List<Parameter> _parameters = [];
    private SearchSpec _spec = Make.Spec(SearchMethod.Grid);
    private SearchRun? _run;

    /// <summary>The events so far.</summary>
    public List<SearchEvent> Told { get; } = [];

    /// <summary>The actions that were decided.</summary>
    public List<SearchAction> Decided { get; } = [];

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
                var told = TranscriptWords.Event(happened);
                var actions = _run.Tell(told);
                Told.Add(told);
                Decided.AddRange(actions);
                return actions.IsEmpty ? ["nothing"] : actions.Select(TranscriptWords.Text);
            default:
                return [];
        }
    }

    private static SearchSpec With(SearchSpec spec, string[] setting) => setting switch
    {
        ["version", var version] => spec with { Version = int.Parse(version) },
        ["method", var method] => spec with { Method = Enum.Parse<SearchMethod>(method, ignoreCase: true) },
        ["stop_early", var rule] => spec with { EarlyTermination = Rule(rule.Split('/')) },
        ["budget", var parts] => spec with { Budget = Budget(parts.Split('/')) },
        ["run_cap", var cap] => spec with { RunCap = int.Parse(cap) },
        ["repeats", var repeats] => spec with { Repeats = int.Parse(repeats) },
        ["max_restarts", var most] => spec with { MaxRestarts = int.Parse(most) },
        ["target", var target] => spec with { Target = double.Parse(target) },
        ["goal", var goal] => spec with { Goal = Enum.Parse<Goal>(goal, ignoreCase: true) },
        _ => throw new FormatException($"unknown setting {setting[0]}"),
    };

    private static SweepBudget Budget(string[] words)
    {
        double? Part(int at) => words[at] == "-" ? null : double.Parse(words[at], CultureInfo.InvariantCulture);
        return new SweepBudget().With(Part(0), Part(1), (int?)Part(2));
    }

    private static EarlyTermination Rule(string[] words) => words switch
    {
        ["asha", var grace, var factor, var most] =>
            new EarlyTermination.Asha("epoch", int.Parse(grace), int.Parse(factor), int.Parse(most), 1),
        ["stopping", var grace, var factor, var most] =>
            new EarlyTermination.Asha("epoch", int.Parse(grace), int.Parse(factor), int.Parse(most), 1, Stopping: true),
        ["hyperband", var least, var factor, var most] =>
            new EarlyTermination.Hyperband(int.Parse(least), int.Parse(most), 0, int.Parse(factor)),
        ["median", var grace, var samples] => new EarlyTermination.Median(int.Parse(grace), int.Parse(samples)),
        ["plateau", var patience] => new EarlyTermination.Plateau(int.Parse(patience), 0),
        _ => throw new FormatException($"unknown rule {string.Join('/', words)}"),
    };
}
