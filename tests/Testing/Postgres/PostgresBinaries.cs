namespace Experiments.Testing.Postgres;

/// <summary>Finds an installed PostgreSQL server.</summary>
public static class PostgresBinaries
{
    /// <summary>The folder with the programs of the newest installed server, or null if none is installed.</summary>
    public static string? Find()
    {
        var debian = Directory.Exists("/usr/lib/postgresql")
            ? Directory.GetDirectories("/usr/lib/postgresql").OrderByDescending(VersionOf)
                .Select(folder => Path.Combine(folder, "bin"))
            : [];
        var path = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':', StringSplitOptions.RemoveEmptyEntries);
        return debian.Concat(path).FirstOrDefault(folder =>
            File.Exists(Path.Combine(folder, "postgres")) && File.Exists(Path.Combine(folder, "initdb")));
    }

    private static double VersionOf(string folder) =>
        double.TryParse(Path.GetFileName(folder), out var version) ? version : 0;
}
