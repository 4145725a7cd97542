using Experiments.Contracts.Faults;
using Experiments.Contracts.Grains;
using Experiments.Contracts.Grains.Rungs;
using Experiments.Contracts.Retries;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Experiments.Grains.Attempts;

/// <summary>
/// The calls from attempts to their sweeps. A call is repeated until the sweep answers, because the sweep may be
/// moving, or its database may be unavailable. A call that was not answered may still have arrived; a sweep tolerates
/// repeated calls.
/// </summary>
internal sealed partial class SweepCalls(
    IGrainFactory grains, IHostApplicationLifetime host, TimeProvider time, ILogger<SweepCalls> log)
{
    /// <summary>Reports how an attempt ended.</summary>
    public Task EndedAsync(AttemptKey key, AttemptReport report) => UntilHeardAsync(
        key, "the end of attempt", async sweep =>
        {
            await sweep.AttemptEndedAsync(report);
            return true;
        }, host.ApplicationStopped);

    /// <summary>Reports that an attempt has reached a rung. Returns whether it may continue.</summary>
    /// <exception cref="OperationCanceledException">The attempt was interrupted. Whether the sweep received the report
    /// is not known.</exception>
    public Task<RungAnswer> RungReachedAsync(AttemptKey key, RungReport report, CancellationToken interrupted) =>
        UntilHeardAsync(key, "a rung of attempt", sweep => sweep.RungReachedAsync(report), interrupted);

    private async Task<T> UntilHeardAsync<T>(
        AttemptKey key, string what, Func<ISweepGrain, Task<T>> say, CancellationToken cancel)
    {
        var sweep = grains.GetGrain<ISweepGrain>(key.SweepId);
        var retry = RetryPipelines.UntilSweepHears(
            failure => LogNotReported(what, key, Causes.InBrief(failure)), time);
        try
        {
            return await retry.ExecuteAsync(async given => await say(sweep).WaitAsync(given), cancel);
        }
        catch (Exception) when (cancel.IsCancellationRequested)
        {
            throw new OperationCanceledException(cancel);
        }
    }

    [LoggerMessage(1, LogLevel.Debug, "{What} {Key} could not be reported yet: {Cause}")]
    private partial void LogNotReported(string what, AttemptKey key, string cause);
}
