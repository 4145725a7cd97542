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

    /// <summary>A folder for larger ones, which all nodes share. Null: larger ones are refused.</summary>
    public string? Directory { get; init; }

    /// <summary>
    /// What <c>EXPERIMENTS_CHECKPOINTS</c> says; without it, for an SQLite database, which only one machine uses,
    /// <c>checkpoints</c> in the user's home for experiments.
    /// </summary>
    /// <param name="database">The database that the checkpoints go with.</param>
    /// <param name="environment">Reads an environment variable; null where it is not set.</param>
    public static CheckpointOptions FromEnvironment(DatabaseOptions database, Func<string, string?>? environment = null)
    {
        environment ??= Environment.GetEnvironmentVariable;
        if (environment(Variable) is { Length: > 0 } folder) return new() { Directory = Path.GetFullPath(folder) };
        return new() { Directory = database.IsPostgres ? null : Path.Combine(UserHome.Find(environment), "checkpoints") };
    }
}
