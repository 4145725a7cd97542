using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace Experiments.Storage.Model;

/// <summary>The parts of the model that differ between the two databases.</summary>
internal sealed record ColumnTypes
{
    public static ColumnTypes Postgres { get; } = new()
    {
        IsPostgres = true,
        Json = "json",
        MetricRows = "metric_rows",
        Now = "now()",
        False = "false",
        Time = null,
        FiniteObjective = "objective > '-infinity' and objective < 'infinity'",
        TrialKey = "id = (sweep_key::bigint << 32) + number",
    };

    public static ColumnTypes Sqlite { get; } = new()
    {
        IsPostgres = false,
        Json = "TEXT",
        MetricRows = "metrics",
        Now = "strftime('%Y-%m-%d %H:%M:%f+00:00', 'now')",
        False = "0",
        Time = typeof(SqliteTimeConverter),
        FiniteObjective = "abs(objective) <= 1.7976931348623157e308",
        TrialKey = "id = (sweep_key << 32) + number",
    };

    public required bool IsPostgres { get; init; }

    /// <summary>
    /// The type of a column with a JSON text. In PostgreSQL <c>json</c> and not <c>jsonb</c>, which would reorder keys.
    /// </summary>
    public required string Json { get; init; }

    /// <summary>The table of points. In PostgreSQL <c>metrics</c> is a view.</summary>
    public required string MetricRows { get; init; }

    /// <summary>The current time of the database's clock.</summary>
    public required string Now { get; init; }

    /// <summary>The literal of the value false.</summary>
    public required string False { get; init; }

    /// <summary>The <see cref="ValueConverter"/> of times, or null if the database has such a type.</summary>
    public required Type? Time { get; init; }

    /// <summary>The condition that an objective is finite or null.</summary>
    public required string FiniteObjective { get; init; }

    /// <summary>The condition on the key of a trial.</summary>
    public required string TrialKey { get; init; }
}
