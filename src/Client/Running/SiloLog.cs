using System.Text.RegularExpressions;
using Experiments.Contracts.Tracing;

namespace Experiments.Client.Running;

/// <summary>Collects what a silo writes to standard error: its progress, its advice, and its last message.</summary>
internal sealed partial class SiloLog
{
    private const int Kept = 20;
    private static readonly string AdviceMark = $"[{LogEvents.Advice}] ";

    private readonly Lock _gate = new();
    private readonly Queue<string> _lines = new();
    private readonly List<string> _advice = [];
    private string? _news;

    /// <summary>
    /// The newest line of level information, such as the progress of a download; null before the first.
    /// </summary>
    public string? News
    {
        get
        {
            lock (_gate) return _news;
        }
    }

    /// <summary>The first advice about the sweep, without log prefixes.</summary>
    public IReadOnlyList<string> Advice
    {
        get
        {
            lock (_gate) return [.. _advice];
        }
    }

    /// <summary>
    /// The last line that is not of level information, without its log prefix, or null if there is none.
    /// </summary>
    public string? LastWords
    {
        get
        {
            lock (_gate) return _lines.LastOrDefault(line => !IsNews(line)) is { } line ? Bare(line) : null;
        }
    }

    /// <summary>The newest lines, unchanged, for <c>--verbose</c>.</summary>
    public IReadOnlyList<string> Lines
    {
        get
        {
            lock (_gate) return [.. _lines];
        }
    }

    /// <summary>Adds one line.</summary>
    public void Add(string line)
    {
        if (string.IsNullOrWhiteSpace(line)) return;
        lock (_gate)
        {
            _lines.Enqueue(line);
            if (_lines.Count > Kept) _lines.Dequeue();
            if (IsNews(line)) _news = Bare(line);
            if (_advice.Count < Kept && Prefix().Match(line).Value.EndsWith(AdviceMark, StringComparison.Ordinal))
                _advice.Add(Bare(line));
        }
    }

    private static bool IsNews(string line) => line.StartsWith("info: ", StringComparison.Ordinal);

    private static string Bare(string line) => Prefix().Replace(line, "");

    // 'info: Category[0] message', the format of the console logger, or 'experiments: message'.
    [GeneratedRegex(@"^(?:(?:trce|dbug|info|warn|fail|crit): \S+\[\d+\] |experiments: )")]
    private static partial Regex Prefix();
}
