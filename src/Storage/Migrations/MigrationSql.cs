using System.Reflection;

namespace Experiments.Storage.Migrations;

/// <summary>
/// The parts of migrations that are written in SQL, such as views. Read only when EF Core generates scripts.
/// </summary>
internal static class MigrationSql
{
    /// <summary>Returns the content of a file next to the migration.</summary>
    /// <param name="folder"><c>postgres</c> or <c>sqlite</c>.</param>
    /// <param name="name">The name of the file without its extension.</param>
    public static string Read(string folder, string name)
    {
        var resource = $"migrations/{folder}/{name}";
        using var reader = new StreamReader(Assembly.GetExecutingAssembly().GetManifestResourceStream(resource)!);
        return reader.ReadToEnd();
    }
}
