using Experiments.Storage.Configuration;
using Microsoft.Data.Sqlite;

namespace Experiments.Storage.Reading;

/// <summary>Finds the database that a program of a user reads.</summary>
internal static class ReadAddress
{
    /// <summary>
    /// Returns the database at <paramref name="address"/>: the path of an SQLite file, or an address as in
    /// <c>EXPERIMENTS_DATABASE</c>. Null stands for the database that the command line uses.
    /// </summary>
    public static DatabaseOptions Parse(string? address, Func<string, string?>? environment = null)
    {
        if (address is null) return DatabaseOptions.FromEnvironment(environment);
        return IsPath(address)
            ? new DatabaseOptions(new SqliteConnectionStringBuilder { DataSource = address }.ConnectionString)
            : new DatabaseOptions(address.Trim()) { Origin = "the given text" };
    }

    private static bool IsPath(string address) =>
        File.Exists(address) || (!address.Contains('=') && !address.Contains("://", StringComparison.Ordinal));
}
