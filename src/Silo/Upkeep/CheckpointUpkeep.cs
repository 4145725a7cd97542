using Experiments.Storage.Checkpoints;

namespace Experiments.Silo.Upkeep;

/// <summary>Deletes files of checkpoints that nothing refers to, soon after the start and then twice a day.</summary>
internal sealed partial class CheckpointUpkeep(
    CheckpointCleanup cleanup, TimeProvider time, ILogger<CheckpointUpkeep> log) : BackgroundService
{
    private static readonly TimeSpan First = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Pause = TimeSpan.FromHours(12);

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        for (var pause = First; ; pause = Pause)
        {
            await Task.Delay(pause, time, stoppingToken);
            try
            {
                await cleanup.RunAsync(stoppingToken);
            }
            catch (Exception failure) when (!stoppingToken.IsCancellationRequested)
            {
                // The files only take up space until the next time.
                LogNotDeleted(failure.Message);
            }
        }
    }

    [LoggerMessage(1, LogLevel.Warning, "Files of checkpoints that nothing refers to were not deleted: {Cause}")]
    private partial void LogNotDeleted(string cause);
}
