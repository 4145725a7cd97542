using Experiments.Storage.Packing;

namespace Experiments.Silo.Upkeep;

/// <summary>Packs the curves of ended trials, soon after their end. All silos of a cluster share the work.</summary>
internal sealed partial class CurvePacking(CurvePacker packer, TimeProvider time, ILogger<CurvePacking> log)
    : BackgroundService
{
    /// <summary>The time after which ended trials are looked for again.</summary>
    public static readonly TimeSpan Pause = TimeSpan.FromSeconds(10);

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (true)
        {
            await Task.Delay(Pause, time, stoppingToken);
            try
            {
                while (await packer.PackAsync(stoppingToken) > 0)
                {
                }
            }
            catch (Exception failure) when (!stoppingToken.IsCancellationRequested)
            {
                // Curves stay as they are until the next time.
                LogNotPacked(failure.Message);
            }
        }
    }

    [LoggerMessage(1, LogLevel.Warning, "The curves of ended trials were not packed: {Cause}")]
    private partial void LogNotPacked(string cause);
}
