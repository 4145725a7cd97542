using Orleans.Runtime;
using Polly;
using Polly.Retry;

namespace Experiments.Contracts.Retries;

/// <summary>
/// The retries of silo and client: what is tried again, how often, and how long the pauses are. A failure that is not
/// retried is thrown as it is, and so is the last one once the caller has cancelled; a cancelled pause throws
/// <see cref="OperationCanceledException"/>.
/// </summary>
public static class RetryPipelines
{
    private static readonly TimeSpan FirstDatabasePause = TimeSpan.FromMilliseconds(50);

    /// <summary>
    /// Work on a database, until it answers: after each failure that passes by itself, however many there are. The
    /// pauses double from 50 ms up to <paramref name="longest"/>. Each is drawn between half and all of that, so that
    /// many writers do not come back to a server in the same moment.
    /// </summary>
    /// <param name="isTransient">Whether a failure passes by itself.</param>
    /// <param name="longest">The longest pause.</param>
    /// <param name="seed">Seed of the pauses' jitter.</param>
    /// <param name="waits">Told of each failure before the pause: the operation key, the failure and the pause.</param>
    /// <param name="time">What pauses are counted with.</param>
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
    /// What an attempt tells its sweep, until the sweep has heard: after every failure, however many there are, since
    /// the sweep may be moving or its database away. The pauses double from 100 ms up to 5 s.
    /// </summary>
    /// <param name="waits">Told of each failure before the pause.</param>
    /// <param name="time">What pauses are counted with.</param>
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
    /// A person's call to a sweep, 20 times with half a second between. Only a call that was rejected is repeated, for
    /// it has not been made: its activation was leaving, or its silo died, and it will be found again elsewhere.
    /// </summary>
    /// <param name="time">What pauses are counted with.</param>
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
