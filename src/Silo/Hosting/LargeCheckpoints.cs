using Experiments.Contracts.Faults;
using Experiments.Storage.Checkpoints;
using Experiments.Storage.Databases;

namespace Experiments.Silo.Hosting;

/// <summary>
/// Looks, before anything trains, whether checkpoints that are too large for the database can be kept here: a trial learns it
/// only when it has trained an epoch. See docs/adr/0028.
/// </summary>
internal static partial class LargeCheckpoints
{
    /// <summary>Makes sure that a folder that is named can be written to, and says so where there is none.</summary>
    /// <exception cref="UserErrorException">It cannot, or trials would go on from checkpoints that this silo does not find.</exception>
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
                $"trials on this database go on from checkpoints in a folder that its nodes share: set {CheckpointOptions.Variable} to that folder");
        }

        LogNoFolder(log, options.DatabaseLimit >> 20, CheckpointOptions.Variable);
    }

    [LoggerMessage(
        1, LogLevel.Warning,
        "A trial whose checkpoint is larger than {Limit} MiB will fail, since other machines could not go on from it: "
        + "set {Variable} to a folder that all nodes share.")]
    private static partial void LogNoFolder(ILogger log, long limit, string variable);

    private static void RequireWritable(string folder)
    {
        try
        {
            OwnerOnly.CreateFolder(folder);
            using var probe = new FileStream(
                Path.Combine(folder, $".probe-{Guid.NewGuid():N}"), FileMode.CreateNew, FileAccess.Write, FileShare.None, 1, FileOptions.DeleteOnClose);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new UserErrorException(
                $"checkpoints cannot be written to '{folder}': {fault.Message}; let this user write there, or set {CheckpointOptions.Variable} to another folder",
                fault);
        }
    }
}
