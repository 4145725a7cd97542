using Experiments.Contracts.Metrics;

namespace Experiments.Training.Programs.Output;

/// <summary>
/// Tracks whether the objective was reported, and what was printed instead: other metrics, its name in a line that is
/// not a report, or a text that is not a number. Thread-safe.
/// </summary>
/// <param name="objective">The objective's name.</param>
internal sealed class ObjectiveWatch(string objective)
{
    private const int MostNames = 100;
    private const int LongestShown = 80;

    private readonly Lock _lock = new();
    private readonly List<string> _names = [];
    private Refusal? _refused;
    private string? _unread;
    private volatile bool _came;

    /// <summary>The objective's name.</summary>
    public string Name => objective;

    /// <summary>Whether the objective has been reported.</summary>
    public bool HasCome => _came;

    /// <summary>
    /// The last text that was printed for the objective and not accepted, or null if a number has been printed since.
    /// </summary>
    public Refusal? Refused
    {
        get { lock (_lock) return _refused; }
    }

    /// <summary>Returns what was printed instead of the objective, as the end of a sentence.</summary>
    public string Instead()
    {
        lock (_lock) return MissingObjective.Instead(objective, _names) + _unread;
    }

    /// <summary>Records that a metric was reported for the first time.</summary>
    public void Named(string name)
    {
        lock (_lock)
        {
            if (_names.Count < MostNames) _names.Add(name);
        }
    }

    /// <summary>Records a line that contains a report.</summary>
    public void Read(MetricLine line)
    {
        var refused = line.Refused.LastOrDefault(refusal =>
            refusal.Name == objective || (refusal.Name.Length == 0 && Mentions(refusal.Text, out _)));
        var came = line.Metrics.Any(metric => metric.Key == objective);
        if (refused is null && !came) return;
        lock (_lock) _refused = came ? null : refused;
        _came |= came;
    }

    /// <summary>Records a line that does not report the objective.</summary>
    public void Unread(string line, string where)
    {
        if (_came || _unread is not null || !Mentions(line, out var at)) return;
        var shown = Excerpt.Short(PlainText.Strip(line[at..]).Trim(), LongestShown);
        lock (_lock)
            _unread = $"; it printed '{shown}'{where}, which is not a report: print '{objective}=0.21' to "
                + "standard output";
    }

    /// <summary>Whether the line contains the objective's name with a number after it.</summary>
    private bool Mentions(string line, out int at)
    {
        at = line.IndexOf(objective, StringComparison.Ordinal);
        if (at < 0 || (at > 0 && (char.IsLetterOrDigit(line[at - 1]) || line[at - 1] == '_'))) return false;
        var rest = line.AsSpan(at + objective.Length);
        var value = rest.TrimStart(" \t\"':=([-.\u241b");
        return rest.Length > value.Length && value is [>= '0' and <= '9', ..];
    }
}
