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
    };

    public static SqlDialect Sqlite { get; } = new()
    {
        Folder = "sqlite",
        Now = "strftime('%Y-%m-%d %H:%M:%f+00:00', 'now')",
        ForShare = "",
        Json = parameter => parameter,
        Ago = seconds => $"strftime('%Y-%m-%d %H:%M:%f+00:00', 'now', '-{seconds} seconds')",
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
}
