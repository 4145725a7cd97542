using Experiments.Contracts.Settings;

namespace Experiments.Training;

/// <summary>The options for finding training data.</summary>
public sealed record TrainingOptions
{
    /// <summary>
    /// A folder with existing files <c>DATASET/FILE</c>, which is searched first. Default: null, none.
    /// </summary>
    public string? DataFolder { get; init; }

    /// <summary>The folder in which downloads are stored, as <c>DATASET/FILE</c>.</summary>
    public required string CacheFolder { get; init; }

    /// <summary>
    /// Reads the options from the environment: <c>EXPERIMENTS_DATA</c>, and the folder <c>data</c> in the user's home
    /// (see <see cref="UserHome"/>).
    /// </summary>
    /// <param name="environment">
    /// Reads an environment variable; returns null if it is not set. Default: null, the environment of this process.
    /// </param>
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
