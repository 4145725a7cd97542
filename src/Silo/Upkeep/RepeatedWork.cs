using Experiments.Contracts.Ports.Persistence;

namespace Experiments.Silo.Upkeep;

/// <summary>
/// Work on the database or on files that a silo repeats while it runs. A failure is logged, and what is left is done
/// the next time.
/// </summary>
/// <param name="pause">The time between two runs.</param>
/// <param name="outages">Knows while the database does not answer.</param>
/// <param name="time">The clock.</param>
/// <param name="first">The time until the first run. Default: <paramref name="pause"/>.</param>
internal abstract class RepeatedWork(
    TimeSpan pause, IOutages outages, TimeProvider time, TimeSpan? first = null) : BackgroundService
{
    /// <inheritdoc/>
    protected sealed override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        for (var next = first ?? pause; ; next = pause)
        {
            await Task.Delay(next, time, stoppingToken);
            try
            {
                await RunAsync(stoppingToken);
            }
            catch (Exception failure) when (!stoppingToken.IsCancellationRequested)
            {
                if (!outages.Explain(failure, "upkeep")) LogFailed(failure.Message);
            }
        }
    }

    /// <summary>Does the work once.</summary>
    protected abstract Task RunAsync(CancellationToken cancel);

    /// <summary>Logs that a run has failed.</summary>
    protected abstract void LogFailed(string cause);
}
