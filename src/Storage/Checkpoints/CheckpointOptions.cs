using Experiments.Contracts.Settings;
using Experiments.Storage.Configuration;

namespace Experiments.Storage.Checkpoints;

/// <summary>Options for storing checkpoints.</summary>
public sealed record CheckpointOptions
{
    /// <summary>The environment variable that names <see cref="Directory"/>.</summary>
    public const string Variable = "EXPERIMENTS_CHECKPOINTS";

    /// <summary>The largest checkpoint that is stored in the database, in bytes. Default: 16 MiB.</summary>
    public long DatabaseLimit { get; init; } = 16 << 20;

    /// <summary>
    /// The folder for larger checkpoints, shared by all nodes. If null, a trial that saves a larger checkpoint fails.
    /// </summary>
    public string? Directory { get; init; }

    /// <summary>
    /// Reads the folder from <c>EXPERIMENTS_CHECKPOINTS</c>. If the variable is not set and only one machine uses the
    /// database, the folder is <c>checkpoints</c> in <c>EXPERIMENTS_HOME</c>.
    /// </summary>
    /// <param name="database">The database of the checkpoints. An SQLite database is used by one machine.</param>
    /// <param name="alone">Whether all silos on the database are on this machine.</param>
    /// <param name="environment">
    /// Returns the value of an environment variable, or null if it is not set. Default: the process's environment.
    /// </param>
    public static CheckpointOptions FromEnvironment(
        DatabaseOptions database, bool alone = false, Func<string, string?>? environment = null)
    {
        environment ??= Environment.GetEnvironmentVariable;
        if (environment(Variable) is { Length: > 0 } folder) return new() { Directory = Path.GetFullPath(folder) };
        return new()
        {
            Directory = alone || !database.IsPostgres ? Path.Combine(UserHome.Find(environment), "checkpoints") : null,
        };
    }
}
