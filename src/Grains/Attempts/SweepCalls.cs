using Experiments.Contracts.Grains;
using Experiments.Contracts.Grains.Rungs;
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
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(5);

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
        for (var pause = TimeSpan.FromMilliseconds(100); ; pause = pause * 2 < Longest ? pause * 2 : Longest)
        {
            try
            {
                return await say(sweep).WaitAsync(cancel);
            }
            catch (Exception failure)
            {
                cancel.ThrowIfCancellationRequested();
                log.LogWarning("{What} {Key} could not be told yet: {Cause}", what, key, failure.Message);
                await Task.Delay(pause, time, cancel);
            }
        }
    }
}
