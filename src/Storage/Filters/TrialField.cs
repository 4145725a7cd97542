namespace Experiments.Storage.Filters;

/// <summary>A value of a trial by which trials are filtered, sorted and grouped.</summary>
public abstract record TrialField
{
    private TrialField() { }

    /// <summary>
    /// The objective: the final one, or the newest value of a trial that has no final one.
    /// </summary>
    public sealed record Objective : TrialField;

    /// <summary>The newest value of a metric. A value that is not finite counts as missing.</summary>
    public sealed record Metric(string Name) : TrialField;

    /// <summary>A parameter. Null counts as missing.</summary>
    public sealed record Parameter(string Name) : TrialField;

    /// <summary>One of <see cref="Columns"/>.</summary>
    public sealed record Column(string Name) : TrialField
    {
        /// <summary>What the column has: numbers, text, a status, times, or true and false.</summary>
        public TrialColumnType Type => Name switch
        {
            "trial" or "step" or "attempt" or "restarts" or "elapsed_seconds" or "time" or "violation" =>
                TrialColumnType.Number,
            "status" => TrialColumnType.Status,
            "started_at" or "finished_at" => TrialColumnType.Time,
            "pinned" or "on_front" => TrialColumnType.Flag,
            _ => TrialColumnType.Text,
        };
    }

    /// <summary>The names of the columns of a trial.</summary>
    public static IReadOnlyList<string> Columns { get; } =
        ["trial", "status", "step", "attempt", "restarts", "elapsed_seconds", "time", "started_at", "finished_at",
            "node", "cause", "pinned", "violation", "on_front"];
}
