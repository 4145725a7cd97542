using Experiments.Storage.Checkpoints;
using Experiments.Storage.Databases;

namespace Experiments.Silo.Hosting;

/// <summary>
/// Checks at the start whether checkpoints that are too large for the database can be stored, since a trial would find
/// out only after its first epoch. See docs/adr/0028.
/// </summary>
internal static partial class LargeCheckpoints
{
    /// <summary>
    /// Checks that the configured folder can be written to, and logs a warning if none is configured.
    /// </summary>
    /// <exception cref="UserErrorException">The folder cannot be written to, or none is configured and trials would
    /// continue from checkpoints in a shared folder.</exception>
    public static async Task EnsureAsync(CheckpointOptions options, CheckpointQueries checkpoints, ILogger log)
    {
        if (options.Directory is { } folder)
        {
            RequireWritable(folder);
            return;
        }

        if (await checkpoints.NeedFolderAsync())
        {
            throw new UserErrorException(
                "trials on this database continue from checkpoints in a folder that its nodes share: set "
                + $"{CheckpointOptions.Variable} to that folder");
        }

        LogNoFolder(log, options.DatabaseLimit >> 20, CheckpointOptions.Variable);
    }

    [LoggerMessage(
        1, LogLevel.Warning,
        "A trial whose checkpoint is larger than {Limit} MiB will fail, since other machines could not "
        + "continue from it: "
        + "set {Variable} to a folder that all nodes share.")]
    private static partial void LogNoFolder(ILogger log, long limit, string variable);

    private static void RequireWritable(string folder)
    {
        try
        {
            OwnerOnly.CreateFolder(folder);
            using var probe = new FileStream(
                Path.Combine(folder, $".probe-{Guid.NewGuid():N}"), FileMode.CreateNew, FileAccess.Write,
                FileShare.None, 1, FileOptions.DeleteOnClose);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new UserErrorException(
                $"checkpoints cannot be written to '{folder}': {fault.Message}; let this user write there, or set "
                + $"{CheckpointOptions.Variable} to another folder",
                fault);
        }
    }
}
