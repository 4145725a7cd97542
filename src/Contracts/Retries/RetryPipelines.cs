using Polly;
using Polly.Retry;

namespace Experiments.Contracts.Retries;

/// <summary>
/// The retry policies of silo and client: what is retried, how often, and after which delays. A failure that is not
/// retried is thrown unchanged, and so is the last failure once the caller has cancelled. A cancelled delay throws
/// <see cref="OperationCanceledException"/>.
/// </summary>
public static class RetryPipelines
{
    private static readonly TimeSpan FirstDatabasePause = TimeSpan.FromMilliseconds(50);

    /// <summary>
    /// Returns the policy for database operations: retries after each transient failure, without a limit. The delays
    /// double from 50 ms up to <paramref name="longest"/>. Each is drawn between half and all of that, so that many
    /// writers do not return to a server at the same moment.
    /// </summary>
    /// <param name="isTransient">Whether a failure is transient.</param>
    /// <param name="longest">The longest delay.</param>
    /// <param name="seed">The seed of the delays' jitter.</param>
    /// <param name="waits">Receives each failure before the delay: the operation key, the failure and the
    /// delay.</param>
    /// <param name="time">The clock for the delays.</param>
    public static ResiliencePipeline UntilDatabaseAnswers(
        Func<Exception, bool> isTransient, TimeSpan longest, int seed, Action<string?, Exception, TimeSpan> waits,
        TimeProvider time)
    {
        var jitter = new Random(seed);
        return Build(time, new RetryStrategyOptions
        {
            ShouldHandle = Retry(isTransient),
            MaxRetryAttempts = int.MaxValue,
            DelayGenerator = failed => ValueTask.FromResult<TimeSpan?>(
                Capped(failed.AttemptNumber, longest) * (0.5 + (jitter.NextDouble() / 2))),
            OnRetry = failed =>
            {
                waits(failed.Context.OperationKey, failed.Outcome.Exception!, failed.RetryDelay);
                return default;
            },
        });
    }

    /// <summary>
    /// Returns the policy for an attempt's messages to its sweep: retries after every failure, without a limit, since
    /// the sweep may be moving or its database unavailable. The delays double from 100 ms up to 5 s.
    /// </summary>
    /// <param name="waits">Receives each failure before the delay.</param>
    /// <param name="time">The clock for the delays.</param>
    public static ResiliencePipeline UntilSweepHears(Action<Exception> waits, TimeProvider time) =>
        Build(time, new RetryStrategyOptions
        {
            ShouldHandle = Retry(_ => true),
            MaxRetryAttempts = int.MaxValue,
            BackoffType = DelayBackoffType.Exponential,
            Delay = TimeSpan.FromMilliseconds(100),
            MaxDelay = TimeSpan.FromSeconds(5),
            OnRetry = failed =>
            {
                waits(failed.Outcome.Exception!);
                return default;
            },
        });

    /// <summary>
    /// Returns the policy for a user's call to a sweep: up to 20 attempts, half a second apart. Only a rejected call is
    /// repeated, because it was not executed: the activation was deactivating, or its silo died, and the sweep is soon
    /// activated elsewhere.
    /// </summary>
    /// <param name="time">The clock for the delays.</param>
    public static ResiliencePipeline WhileRejected(TimeProvider time) =>
        Build(time, new RetryStrategyOptions
        {
            ShouldHandle = Retry(fault => fault is OrleansMessageRejectionException),
            MaxRetryAttempts = 19,
            BackoffType = DelayBackoffType.Constant,
            Delay = TimeSpan.FromMilliseconds(500),
        });

    private static Func<RetryPredicateArguments<object>, ValueTask<bool>> Retry(Func<Exception, bool> passes) =>
        failed => ValueTask.FromResult(
            failed.Outcome.Exception is { } fault
            && passes(fault)
            && !failed.Context.CancellationToken.IsCancellationRequested);

    private static TimeSpan Capped(int failures, TimeSpan longest)
    {
        var doubled = FirstDatabasePause * Math.Pow(2, Math.Min(failures, 30));
        return doubled < longest ? doubled : longest;
    }

    private static ResiliencePipeline Build(TimeProvider time, RetryStrategyOptions options) =>
        new ResiliencePipelineBuilder { TimeProvider = time }.AddRetry(options).Build();
}
