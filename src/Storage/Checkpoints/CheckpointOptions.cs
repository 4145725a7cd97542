using System.Runtime.CompilerServices;
using Experiments.Contracts.Settings;
using Experiments.Storage.Configuration;
using Experiments.Storage.Databases;

namespace Experiments.Storage.Checkpoints;

/// <summary>Options for storing checkpoints.</summary>
public sealed class CheckpointOptions
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

    /// <summary>The bucket for larger checkpoints, or null if they are not in one.</summary>
    public S3Location? Bucket { get; init; }

    /// <summary>
    /// Whether a person has said that there is no store for larger checkpoints. A trial that saves one then fails.
    /// </summary>
    public bool IsNone { get; init; }

    /// <summary>
    /// The folder for temporary copies of larger checkpoints. Default: the system's folder for temporary files.
    /// </summary>
    public string ScratchFolder { get; init; } = Path.GetTempPath();

    /// <summary>Whether there is a store for larger checkpoints.</summary>
    public bool HasStore => Directory is not null || Bucket is not null;

    /// <summary>The store of larger checkpoints.</summary>
    internal ICheckpointFiles Files => _files ??= Open();

    /// <summary>
    /// Reads the store from <c>EXPERIMENTS_CHECKPOINTS</c>: a folder, a bucket such as <c>s3://BUCKET/PREFIX</c>, or
    /// <c>none</c>. If the variable is not set and only one machine uses the database, the store is the folder
    /// <c>checkpoints</c> in <c>EXPERIMENTS_HOME</c>.
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
            { } address when S3Location.Parse(address) is { } bucket => new() { Bucket = bucket },
            { } address when address.Contains("://", StringComparison.Ordinal) => throw new UserErrorException(
                $"{Variable} is '{address}', but it names a folder that all nodes share or a bucket "
                + "(s3://BUCKET/PREFIX), or is 'none'"),
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
            throw DatabaseFaults.Explain(Files.Place, fault)!;
        }
    }

    private ICheckpointFiles Open() =>
        Bucket is { } bucket ? OpenBucket(bucket) : Directory is { } folder ? new FolderFiles(folder) : new NoFiles();

    // In a method of its own, which is compiled, and loads the SDK, only when it is called.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static S3Files OpenBucket(S3Location bucket) => S3Files.Open(bucket);
}
