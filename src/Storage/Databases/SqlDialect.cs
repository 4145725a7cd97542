namespace Experiments.Storage.Databases;

/// <summary>Where the SQL of the two databases differs.</summary>
internal sealed record SqlDialect
{
    public static SqlDialect Postgres { get; } = new()
    {
        Folder = "postgres",
        Now = "now()",
        ForShare = " for share",
        Json = parameter => $"{parameter}::json",
        Ago = seconds => $"now() - interval '{seconds} seconds'",
        Seconds = (from, to) => $"coalesce(extract(epoch from {to} - {from}), 0)::double precision",
        Greatest = "greatest",
    };

    public static SqlDialect Sqlite { get; } = new()
    {
        Folder = "sqlite",
        Now = "strftime('%Y-%m-%d %H:%M:%f+00:00', 'now')",
        ForShare = "",
        Json = parameter => parameter,
        Ago = seconds => $"strftime('%Y-%m-%d %H:%M:%f+00:00', 'now', '-{seconds} seconds')",
        Seconds = (from, to) => $"coalesce((julianday({to}) - julianday({from})) * 86400.0, 0)",
        Greatest = "max",
    };

    /// <summary>Where the migrations are among this assembly's resources.</summary>
    public required string Folder { get; init; }

    /// <summary>The database's clock.</summary>
    public required string Now { get; init; }

    /// <summary>
    /// Holds the rows of a query against change until the transaction ends. SQLite has one writer and needs none.
    /// </summary>
    public required string ForShare { get; init; }

    /// <summary>A text parameter as JSON.</summary>
    public required Func<string, string> Json { get; init; }

    /// <summary>So many seconds before now.</summary>
    public required Func<int, string> Ago { get; init; }

    /// <summary>Seconds from one time to another; 0 where one of them is null.</summary>
    public required Func<string, string, string> Seconds { get; init; }

    /// <summary>The function that gives the greatest of its arguments.</summary>
    public required string Greatest { get; init; }
}
