using System.Reflection;
using Experiments.Storage.Databases;

namespace Experiments.Storage.Schema;

/// <summary>
/// A change of the schema: an SQL file named <c>0001_what_it_does</c>, which never changes once it is released.
/// </summary>
internal sealed record SchemaMigration(int Version, string Name, string Sql)
{
    /// <summary>
    /// Returns all changes for one kind of database, in order. Versions count from 1 without gaps.
    /// </summary>
    public static IReadOnlyList<SchemaMigration> All(SqlDialect dialect)
    {
        var assembly = Assembly.GetExecutingAssembly();
        var prefix = dialect.Folder + "/";
        return
        [
            .. assembly.GetManifestResourceNames()
                .Where(resource => resource.StartsWith(prefix, StringComparison.Ordinal))
                .Order(StringComparer.Ordinal)
                .Select(resource => Read(assembly, resource, resource[prefix.Length..])),
        ];
    }

    private static SchemaMigration Read(Assembly assembly, string resource, string name)
    {
        using var reader = new StreamReader(assembly.GetManifestResourceStream(resource)!);
        return new SchemaMigration(int.Parse(name[..4]), name, reader.ReadToEnd());
    }
}
