using System.Text.RegularExpressions;
using Experiments.Contracts.Tracing;

namespace Experiments.Client.Running;

/// <summary>What a silo says on standard error: its newest news, and its last words where it dies.</summary>
internal sealed partial class SiloLog
{
    private const int Kept = 20;
    private static readonly string AdviceMark = $"[{LogEvents.Advice}] ";

    private readonly Lock _gate = new();
    private readonly Queue<string> _lines = new();
    private readonly List<string> _advice = [];
    private string? _news;

    /// <summary>The newest line that tells of ordinary work, such as a download; null before the first.</summary>
    public string? News
    {
        get
        {
            lock (_gate) return _news;
        }
    }

    /// <summary>The first advice about the sweep, without what only a log needs.</summary>
    public IReadOnlyList<string> Advice
    {
        get
        {
            lock (_gate) return [.. _advice];
        }
    }

    /// <summary>The last line that tells of no ordinary work, without what only a log needs; or null.</summary>
    public string? LastWords
    {
        get
        {
            lock (_gate) return _lines.LastOrDefault(line => !IsNews(line)) is { } line ? Bare(line) : null;
        }
    }

    /// <summary>The newest lines as they came, for <c>--verbose</c>.</summary>
    public IReadOnlyList<string> Lines
    {
        get
        {
            lock (_gate) return [.. _lines];
        }
    }

    /// <summary>Takes one line.</summary>
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

    // 'info: Category[0] message', as the console logger writes it, or 'experiments: message'.
    [GeneratedRegex(@"^(?:(?:trce|dbug|info|warn|fail|crit): \S+\[\d+\] |experiments: )")]
    private static partial Regex Prefix();
}
