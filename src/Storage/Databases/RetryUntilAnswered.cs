using Experiments.Contracts.Retries;
using Experiments.Storage.Telemetry;
using Polly;

namespace Experiments.Storage.Databases;

/// <summary>
/// Waits while a database or a store is unavailable: an operation that fails for a transient reason is retried until it
/// succeeds, see <see cref="RetryPipelines.UntilDatabaseAnswers"/>.
/// </summary>
internal sealed class RetryUntilAnswered
{
    private readonly ResiliencePipeline _pipeline;
    private readonly OutageLog _outages;

    /// <param name="longest">The longest pause between two attempts.</param>
    /// <param name="seed">The seed for the jitter of the pauses.</param>
    /// <param name="outages">Logs that operations wait.</param>
    /// <param name="metrics">The counter of retries.</param>
    /// <param name="time">The clock of the pauses.</param>
    public RetryUntilAnswered(TimeSpan longest, int seed, OutageLog outages, StorageMetrics metrics, TimeProvider time)
    {
        _pipeline = RetryPipelines.UntilDatabaseAnswers(
            TransientFaults.IsTransient, longest, seed, (_, _, _) => metrics.Retried(), time);
        _outages = outages;
    }

    /// <summary>
    /// Runs an operation. A failure that is not transient, or that comes after a cancellation, is thrown.
    /// </summary>
    /// <param name="what">What is read or written, for the log.</param>
    /// <param name="work">The operation, which must be safe to repeat.</param>
    /// <param name="cancel">Stops the retries.</param>
    public async Task<T> DoAsync<T>(string what, Func<Task<T>> work, CancellationToken cancel)
    {
        OutageLog.Outage? outage = null;
        var isAnswered = false;
        var context = ResilienceContextPool.Shared.Get(what, cancel);
        try
        {
            var result = await _pipeline.ExecuteAsync(async (_, work) => await TryAsync(work), context, work);
            isAnswered = true;
            return result;
        }
        finally
        {
            if (outage is not null) _outages.Leave(outage, isAnswered);
            ResilienceContextPool.Shared.Return(context);
        }

        async Task<T> TryAsync(Func<Task<T>> work)
        {
            try
            {
                return await work();
            }
            catch (Exception fault) when (TransientFaults.IsTransient(fault) && !cancel.IsCancellationRequested)
            {
                outage = _outages.Join(outage, what, fault);
                throw;
            }
        }
    }
}
