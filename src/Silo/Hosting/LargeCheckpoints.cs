using Experiments.Storage.Checkpoints;

namespace Experiments.Silo.Hosting;

/// <summary>
/// Checks at the start whether checkpoints that are too large for the database can be stored, since a trial would find
/// out only after its first epoch. See docs/adr/0039.
/// </summary>
internal static partial class LargeCheckpoints
{
    /// <summary>Checks that the configured store can be written to.</summary>
    /// <exception cref="UserErrorException">The store cannot be written to; or the variable is not set; or it says
    /// that there is no store, and trials would continue from checkpoints in one.</exception>
    public static async Task EnsureAsync(CheckpointOptions options, CheckpointQueries checkpoints, ILogger log)
    {
        if (options.HasStore)
        {
            await options.CheckAsync();
            return;
        }

        if (await checkpoints.NeedStoreAsync())
        {
            throw new UserErrorException(
                "trials on this database continue from checkpoints in a folder or bucket that its nodes share: "
                + $"set {CheckpointOptions.Variable} to it");
        }

        if (!options.IsNone)
        {
            throw new UserErrorException(
                $"{CheckpointOptions.Variable} is not set, and other machines could not continue from checkpoints of "
                + $"more than {options.DatabaseLimit >> 20} MiB: set it to a folder that all nodes share or to an S3 "
                + "bucket (s3://BUCKET/PREFIX), or to 'none' if no trial saves such checkpoints");
        }

        LogNone(log, options.DatabaseLimit >> 20, CheckpointOptions.Variable);
    }

    [LoggerMessage(
        1, LogLevel.Information,
        "A trial whose checkpoint is larger than {Limit} MiB will fail, since {Variable} is 'none'.")]
    private static partial void LogNone(ILogger log, long limit, string variable);
}
