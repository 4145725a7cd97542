using Experiments.Contracts.Settings;
using Experiments.Storage.Configuration;
using Experiments.Storage.Databases;

namespace Experiments.Storage.Checkpoints;

/// <summary>Options for storing checkpoints.</summary>
public sealed record CheckpointOptions
{
    /// <summary>The environment variable that names the store of large checkpoints.</summary>
    public const string Variable = "EXPERIMENTS_CHECKPOINTS";

    /// <summary>The value of <see cref="Variable"/> that says that there is no store.</summary>
    private const string None = "none";

    private ICheckpointFiles? _files;

    /// <summary>The largest checkpoint that is stored in the database, in bytes. Default: 16 MiB.</summary>
    public long DatabaseLimit { get; init; } = 16 << 20;

    /// <summary>The folder for larger checkpoints, shared by all nodes, or null if they are not in a folder.</summary>
    public string? Directory { get; init; }

    /// <summary>
    /// Whether a person has said that there is no store for larger checkpoints. A trial that saves one then fails.
    /// </summary>
    public bool IsNone { get; init; }

    /// <summary>
    /// The folder for temporary copies of larger checkpoints. Default: the system's folder for temporary files.
    /// </summary>
    public string ScratchFolder { get; init; } = Path.GetTempPath();

    /// <summary>Whether there is a store for larger checkpoints.</summary>
    public bool HasStore => Directory is not null;

    /// <summary>The store of larger checkpoints.</summary>
    internal ICheckpointFiles Files => _files ??= Open();

    /// <summary>
    /// Reads the store from <c>EXPERIMENTS_CHECKPOINTS</c>: a folder, or <c>none</c>. If the variable is not set and
    /// only one machine uses the database, the store is the folder <c>checkpoints</c> in <c>EXPERIMENTS_HOME</c>.
    /// </summary>
    /// <exception cref="UserErrorException">The variable has another value.</exception>
    /// <param name="database">The database of the checkpoints. An SQLite database is used by one machine.</param>
    /// <param name="alone">Whether all silos on the database are on this machine.</param>
    /// <param name="environment">
    /// Returns the value of an environment variable, or null if it is not set. Default: the process's environment.
    /// </param>
    public static CheckpointOptions FromEnvironment(
        DatabaseOptions database, bool alone = false, Func<string, string?>? environment = null)
    {
        environment ??= Environment.GetEnvironmentVariable;
        return environment(Variable) switch
        {
            None => new() { IsNone = true },
            { } address when address.Contains("://", StringComparison.Ordinal) => throw new UserErrorException(
                $"{Variable} is '{address}', but it names a folder that all nodes share, or is 'none'"),
            { Length: > 0 } folder => new() { Directory = Path.GetFullPath(folder) },
            _ when alone || !database.IsPostgres => new()
            {
                Directory = Path.Combine(UserHome.Find(environment), "checkpoints"),
            },
            _ => new(),
        };
    }

    /// <summary>Checks that the store of larger checkpoints can be written to.</summary>
    /// <exception cref="UserErrorException">It cannot be written to, or cannot be reached.</exception>
    public async Task CheckAsync(CancellationToken cancel = default)
    {
        try
        {
            await Files.CheckAsync(cancel);
        }
        catch (StoreUnreachableException fault)
        {
            throw new UserErrorException(fault.Message, fault);
        }
    }

    private ICheckpointFiles Open() => Directory is { } folder ? new FolderFiles(folder) : new NoFiles();
}
