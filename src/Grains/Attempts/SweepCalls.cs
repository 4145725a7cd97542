using Experiments.Contracts.Grains;
using Experiments.Contracts.Grains.Rungs;
using Experiments.Contracts.Retries;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Experiments.Grains.Attempts;

/// <summary>
/// What attempts say to their sweeps. It is said until the sweep has heard: it may be moving, or its database away. A
/// call that was not answered may have been heard; a sweep takes everything twice.
/// </summary>
internal sealed class SweepCalls(
    IGrainFactory grains, IHostApplicationLifetime host, TimeProvider time, ILogger<SweepCalls> log)
{
    /// <summary>Says how an attempt ended.</summary>
    public Task EndedAsync(AttemptKey key, AttemptReport report) => UntilHeardAsync(
        key, "the end of attempt", async sweep =>
        {
            await sweep.AttemptEndedAsync(report);
            return true;
        }, host.ApplicationStopped);

    /// <summary>Says that an attempt has come to a rung, and hears whether it may go on.</summary>
    /// <exception cref="OperationCanceledException">It was interrupted. Whether the sweep has heard is not
    /// known.</exception>
    public Task<RungAnswer> RungReachedAsync(AttemptKey key, RungReport report, CancellationToken interrupted) =>
        UntilHeardAsync(key, "a rung of attempt", sweep => sweep.RungReachedAsync(report), interrupted);

    private async Task<T> UntilHeardAsync<T>(
        AttemptKey key, string what, Func<ISweepGrain, Task<T>> say, CancellationToken cancel)
    {
        var sweep = grains.GetGrain<ISweepGrain>(key.SweepId);
        var retry = RetryPipelines.UntilSweepHears(
            failure => log.LogWarning("{What} {Key} could not be told yet: {Cause}", what, key, failure.Message), time);
        try
        {
            return await retry.ExecuteAsync(async given => await say(sweep).WaitAsync(given), cancel);
        }
        catch (Exception) when (cancel.IsCancellationRequested)
        {
            throw new OperationCanceledException(cancel);
        }
    }
}
