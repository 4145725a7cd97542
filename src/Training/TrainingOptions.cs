using Experiments.Contracts.Settings;

namespace Experiments.Training;

/// <summary>Where training finds its data.</summary>
public sealed record TrainingOptions
{
    /// <summary>A folder that holds <c>DATASET/FILE</c> already, looked into first. Default: none.</summary>
    public string? DataFolder { get; init; }

    /// <summary>A folder that downloads are kept in, as <c>DATASET/FILE</c>.</summary>
    public required string CacheFolder { get; init; }

    /// <summary><c>EXPERIMENTS_DATA</c>, and <c>data</c> in the user's home (see <see cref="UserHome"/>).</summary>
    /// <param name="environment">Reads an environment variable; null where it is not set. Default: the process's.</param>
    public static TrainingOptions FromEnvironment(Func<string, string?>? environment = null)
    {
        environment ??= Environment.GetEnvironmentVariable;
        return new()
        {
            DataFolder = environment("EXPERIMENTS_DATA") is { Length: > 0 } folder ? folder : null,
            CacheFolder = Path.Combine(UserHome.Find(environment), "data"),
        };
    }
}
