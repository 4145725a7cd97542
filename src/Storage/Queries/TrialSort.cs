namespace Experiments.Storage.Queries;

/// <summary>A sort key for trials.</summary>
public abstract record TrialSort
{
    private TrialSort() { }

    /// <summary>
    /// Sorts by the objective: first the completed trials by their final objective, then all others by its newest
    /// value, since an intermediate value does not compare with a final one.
    /// </summary>
    public sealed record Objective : TrialSort;

    /// <summary>Sorts by the newest value of a metric.</summary>
    public sealed record Metric(string Name) : TrialSort;

    /// <summary>Sorts by a parameter.</summary>
    public sealed record Parameter(string Name) : TrialSort;

    /// <summary>Sorts by one of <see cref="Columns"/>.</summary>
    public sealed record Column(string Name) : TrialSort;

    /// <summary>The names of the columns of a trial that can be sorted by.</summary>
    public static IReadOnlyList<string> Columns { get; } =
        ["trial", "status", "step", "attempt", "restarts", "elapsed_seconds", "time", "started_at", "finished_at",
            "node", "cause", "pinned"];
}
