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
    public static TrainingOptions FromEnvironment() => new()
    {
        DataFolder = Environment.GetEnvironmentVariable("EXPERIMENTS_DATA") is { Length: > 0 } folder ? folder : null,
        CacheFolder = Path.Combine(UserHome.Find(Environment.GetEnvironmentVariable), "data"),
    };
}
