namespace Experiments.Storage.Queries;

/// <summary>By what trials are sorted.</summary>
public abstract record TrialSort
{
    private TrialSort() { }

    /// <summary>
    /// By how good they are: completed ones by their objective, then all others by their newest value of it, as what is not at its end
    /// does not compare with what is.
    /// </summary>
    public sealed record Objective : TrialSort;

    /// <summary>By the newest value of a metric.</summary>
    public sealed record Metric(string Name) : TrialSort;

    /// <summary>By a parameter.</summary>
    public sealed record Parameter(string Name) : TrialSort;

    /// <summary>By what is known of each trial, one of <see cref="Columns"/>.</summary>
    public sealed record Column(string Name) : TrialSort;

    /// <summary>Names of what is known of each trial.</summary>
    public static IReadOnlyList<string> Columns { get; } =
        ["trial", "status", "step", "attempt", "restarts", "elapsed_seconds", "time", "started_at", "finished_at", "node", "cause"];
}
