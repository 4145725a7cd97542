using Experiments.Contracts.Retries;
using Experiments.Storage.Telemetry;
using Microsoft.Extensions.Logging;
using Polly;

namespace Experiments.Storage.Databases;

/// <summary>
/// Waits while a database is unavailable: an operation that fails for a transient reason is retried until it succeeds,
/// see <see cref="RetryPipelines.UntilDatabaseAnswers"/>.
/// </summary>
internal sealed partial class RetryUntilAnswered
{
    private readonly ResiliencePipeline _pipeline;
    private readonly StorageMetrics _metrics;
    private readonly ILogger _logger;

    /// <param name="longest">The longest pause between two attempts.</param>
    /// <param name="seed">The seed for the jitter of the pauses.</param>
    /// <param name="metrics">The counter of retries.</param>
    /// <param name="time">The clock of the pauses.</param>
    /// <param name="logger">The log that receives each failure.</param>
    public RetryUntilAnswered(TimeSpan longest, int seed, StorageMetrics metrics, TimeProvider time, ILogger logger)
    {
        _pipeline = RetryPipelines.UntilDatabaseAnswers(TransientFaults.IsTransient, longest, seed, Waits, time);
        _metrics = metrics;
        _logger = logger;
    }

    /// <summary>
    /// Runs an operation. A failure that is not transient, or that comes after a cancellation, is thrown.
    /// </summary>
    /// <param name="what">What is read or written, for the log.</param>
    /// <param name="work">The operation, which must be safe to repeat.</param>
    /// <param name="cancel">Stops the retries.</param>
    public async Task<T> DoAsync<T>(string what, Func<Task<T>> work, CancellationToken cancel)
    {
        var context = ResilienceContextPool.Shared.Get(what, cancel);
        try
        {
            return await _pipeline.ExecuteAsync(static async (_, work) => await work(), context, work);
        }
        finally
        {
            ResilienceContextPool.Shared.Return(context);
        }
    }

    private void Waits(string? what, Exception fault, TimeSpan pause)
    {
        LogNoAnswer(what, fault.Message, pause.TotalMilliseconds);
        _metrics.Retried();
    }

    [LoggerMessage(
        1, LogLevel.Warning, "There was no answer for {What} ({Cause}); retrying in {Pause:n0} ms.")]
    private partial void LogNoAnswer(string? what, string cause, double pause);
}
