using Experiments.Storage.Ingest;
using Microsoft.Extensions.Logging;

namespace Experiments.Storage.Databases;

/// <summary>Waits for a database that is away: work that fails for a reason that passes is done again until it is answered.</summary>
internal sealed class Patience(Backoff backoff, StorageMetrics metrics, TimeProvider time, ILogger logger)
{
    /// <summary>Does the work; any other failure, and the one after a cancellation, is thrown.</summary>
    /// <param name="what">What the database is to take or give, for the log.</param>
    /// <param name="work">Harmless to repeat.</param>
    /// <param name="cancel">Gives up.</param>
    public async Task<T> DoAsync<T>(string what, Func<Task<T>> work, CancellationToken cancel)
    {
        while (true)
        {
            try
            {
                cancel.ThrowIfCancellationRequested();
                var answer = await work();
                backoff.Reset();
                return answer;
            }
            catch (Exception fault) when (TransientFaults.IsTransient(fault) && !cancel.IsCancellationRequested)
            {
                var pause = backoff.Next();
                logger.LogWarning(
                    "The database does not answer for {What} ({Cause}); next try in {Pause:n0} ms.", what, fault.Message, pause.TotalMilliseconds);
                metrics.Retried();
                await Task.Delay(pause, time, cancel);
            }
        }
    }
}
