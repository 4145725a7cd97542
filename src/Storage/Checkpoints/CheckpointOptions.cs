using Experiments.Contracts.Settings;
using Experiments.Storage.Configuration;

namespace Experiments.Storage.Checkpoints;

/// <summary>Where checkpoints are kept.</summary>
public sealed record CheckpointOptions
{
    /// <summary>The environment variable that names <see cref="Directory"/>.</summary>
    public const string Variable = "EXPERIMENTS_CHECKPOINTS";

    /// <summary>Bytes up to which a checkpoint is kept in the database. Default: 16 MiB.</summary>
    public long DatabaseLimit { get; init; } = 16 << 20;

    /// <summary>A folder for larger ones, which all nodes share. Null: a trial that saves a larger one fails.</summary>
    public string? Directory { get; init; }

    /// <summary>
    /// What <c>EXPERIMENTS_CHECKPOINTS</c> says; without it, where only one machine uses the database,
    /// <c>checkpoints</c> in the user's home for experiments.
    /// </summary>
    /// <param name="database">The database that the checkpoints go with. SQLite is used by one machine.</param>
    /// <param name="alone">Whether all silos on the database are on this machine.</param>
    /// <param name="environment">Reads an environment variable; null where it is not set.</param>
    public static CheckpointOptions FromEnvironment(
        DatabaseOptions database, bool alone = false, Func<string, string?>? environment = null)
    {
        environment ??= Environment.GetEnvironmentVariable;
        if (environment(Variable) is { Length: > 0 } folder) return new() { Directory = Path.GetFullPath(folder) };
        return new() { Directory = alone || !database.IsPostgres ? Path.Combine(UserHome.Find(environment), "checkpoints") : null };
    }
}
