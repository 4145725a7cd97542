using System.Reflection;
using Experiments.Storage.Databases;

namespace Experiments.Storage.Schema;

/// <summary>
/// A change of the schema from before the migrations of EF Core: an SQL file named <c>0001_what_it_does</c>. The list
/// is complete, and the files never change.
/// </summary>
internal sealed record LegacyMigration(int Version, string Name, string Sql)
{
    /// <summary>
    /// Returns all changes for one kind of database, in order. Versions count from 1 without gaps.
    /// </summary>
    public static IReadOnlyList<LegacyMigration> All(SqlDialect dialect)
    {
        var assembly = Assembly.GetExecutingAssembly();
        var prefix = $"legacy/{dialect.Folder}/";
        return
        [
            .. assembly.GetManifestResourceNames()
                .Where(resource => resource.StartsWith(prefix, StringComparison.Ordinal))
                .Order(StringComparer.Ordinal)
                .Select(resource => Read(assembly, resource, resource[prefix.Length..])),
        ];
    }

    private static LegacyMigration Read(Assembly assembly, string resource, string name)
    {
        using var reader = new StreamReader(assembly.GetManifestResourceStream(resource)!);
        return new LegacyMigration(int.Parse(name[..4]), name, reader.ReadToEnd());
    }
}
