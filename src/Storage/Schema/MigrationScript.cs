using System.Reflection;
using Experiments.Storage.Databases;

namespace Experiments.Storage.Schema;

/// <summary>
/// The statements of a migration, which EF Core generated. The last one records the migration as applied. The first one
/// of the baseline creates the table of these records.
/// </summary>
internal sealed record MigrationScript(string Text)
{
    /// <summary>
    /// The statements of the baseline for a database that already has its tables: only the record.
    /// </summary>
    public string Adopt =>
        Text[..(Text.IndexOf(';') + 1)] + Text[Text.LastIndexOf("INSERT INTO", StringComparison.Ordinal)..];

    public static MigrationScript Read(SqlDialect dialect, string id)
    {
        var resource = $"scripts/{dialect.Folder}/{id}";
        using var reader = new StreamReader(Assembly.GetExecutingAssembly().GetManifestResourceStream(resource)!);
        return new MigrationScript(reader.ReadToEnd());
    }
}
