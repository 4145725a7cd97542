using Experiments.Contracts.Ports.Persistence;
using Experiments.Storage.Checkpoints;

namespace Experiments.Silo.Upkeep;

/// <summary>Deletes files of checkpoints that nothing refers to, soon after the start and then twice a day.</summary>
internal sealed partial class CheckpointUpkeep(
    CheckpointCleanup cleanup, IOutages outages, TimeProvider time, ILogger<CheckpointUpkeep> log)
    : RepeatedWork(TimeSpan.FromHours(12), outages, time, first: TimeSpan.FromMinutes(1))
{
    /// <inheritdoc/>
    protected override Task RunAsync(CancellationToken cancel) => cleanup.RunAsync(cancel);

    [LoggerMessage(1, LogLevel.Warning, "Files of checkpoints that nothing refers to were not deleted: {Cause}")]
    protected override partial void LogFailed(string cause);
}
