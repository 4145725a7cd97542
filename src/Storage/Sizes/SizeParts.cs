using Experiments.Storage.Databases;

namespace Experiments.Storage.Sizes;

/// <summary>What kind of data a table contains, and how its bytes are distributed over sweeps.</summary>
/// <param name="Kind">The kind.</param>
/// <param name="Table">The table whose space is distributed.</param>
/// <param name="Weights">A query for the key of each sweep and about how many bytes its rows have.</param>
internal sealed record SizeParts(SizeParts.Of Kind, string Table, string Weights)
{
    // About what a row takes besides its long values.
    private const int Row = 60;
    private const string SweepOfTrial = "trial_id >> 32";

    public enum Of
    {
        Trials,
        Decisions,
        Curves,
        Logs,
        Checkpoints,
        Artifacts,
    }

    public static IReadOnlyList<SizeParts> All(SqlDialect dialect)
    {
        string Bytes(params string[] columns) =>
            string.Concat(columns.Select(column => $" + coalesce({dialect.StoredBytes(column)}, 0)"));
        List<SizeParts> parts =
        [
            new(Of.Trials, "trials", By("sweep_key", "trials", $"{3 * Row}{Bytes("assignment", "cause")}")),
            new(Of.Decisions, "sweep_events", By("sweep_key", "sweep_events", $"{Row}{Bytes("event", "actions")}")),
            new(Of.Decisions, "sweep_snapshots", By("sweep_key", "sweep_snapshots", $"{Row}{Bytes("state")}")),
            new(Of.Curves, dialect.MetricRows, By(SweepOfTrial, dialect.MetricRows, $"{Row}")),
            new(Of.Logs, "trial_logs", By(SweepOfTrial, "trial_logs", $"{Row}{Bytes("text")}")),
            new(Of.Checkpoints, "checkpoints", By(SweepOfTrial, "checkpoints", $"{Row}{Bytes("data")}")),
            new(Of.Artifacts, "artifacts", By(SweepOfTrial, "artifacts", $"{2 * Row}")),
            new(
                Of.Artifacts, "artifact_contents",
                $"""
                select a.trial_id >> 32, sum((0.0{Bytes("c.data")})
                    / (select count(*) from artifacts o where o.sha256 = a.sha256))
                from artifacts a join artifact_contents c on c.sha256 = a.sha256 group by 1
                """),
        ];
        if (dialect == SqlDialect.Postgres)
            parts.Add(new(
                Of.Curves, "packed_curves",
                By(SweepOfTrial, "packed_curves", $"{Row}{Bytes("steps", "at", "values")}")));
        return parts;
    }

    private static string By(string sweep, string table, string bytes) =>
        $"select {sweep}, sum({bytes}) from {table} group by 1";
}
