using Experiments.Contracts.Retries;
using Experiments.Storage.Telemetry;
using Microsoft.Extensions.Logging;
using Polly;

namespace Experiments.Storage.Databases;

/// <summary>
/// Waits for a database that is away: work that fails for a reason that passes is repeated until it is answered, see
/// <see cref="RetryPipelines.UntilDatabaseAnswers"/>.
/// </summary>
internal sealed partial class RetryUntilAnswered
{
    private readonly ResiliencePipeline _pipeline;
    private readonly StorageMetrics _metrics;
    private readonly ILogger _logger;

    /// <param name="longest">The longest pause.</param>
    /// <param name="seed">Seed of the pauses' jitter.</param>
    /// <param name="metrics">Counts the retries.</param>
    /// <param name="time">What pauses are counted with.</param>
    /// <param name="logger">Where each failure is told.</param>
    public RetryUntilAnswered(TimeSpan longest, int seed, StorageMetrics metrics, TimeProvider time, ILogger logger)
    {
        _pipeline = RetryPipelines.UntilDatabaseAnswers(TransientFaults.IsTransient, longest, seed, Waits, time);
        _metrics = metrics;
        _logger = logger;
    }

    /// <summary>Does the work; any other failure, and the one after a cancellation, is thrown.</summary>
    /// <param name="what">What the database is to take or give, for the log.</param>
    /// <param name="work">Harmless to repeat.</param>
    /// <param name="cancel">Gives up.</param>
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
        1, LogLevel.Warning, "The database does not answer for {What} ({Cause}); next try in {Pause:n0} ms.")]
    private partial void LogNoAnswer(string? what, string cause, double pause);
}
