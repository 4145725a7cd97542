using Experiments.Contracts.Faults;
using Experiments.Contracts.Grains;
using Experiments.Contracts.Ports.Persistence;
using Experiments.Grains.Placement;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Orleans.Configuration;

namespace Experiments.Grains.Supervision;

/// <summary>
/// Orleans activates a grain only when it is called. This service calls the grain of each unfinished sweep at start, at
/// each change of membership and every few seconds. Before that it takes over the sweeps of clusters that died.
/// </summary>
internal sealed partial class SweepSupervisor(
    ISweepStore sweeps,
    IClusterRegistry registry,
    IGrainFactory grains,
    Membership membership,
    IOptions<ClusterOptions> cluster,
    IOptions<SupervisionOptions> options,
    IOutages outages,
    TimeProvider time,
    ILogger<SweepSupervisor> log) : BackgroundService
{
    /// <summary>
    /// The pause after a failure: often the sweep's silo has just died, and its successor is not agreed on yet.
    /// </summary>
    private static readonly TimeSpan Again = TimeSpan.FromSeconds(1);

    private bool _fails;

    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        Task.WhenAll(WakeInTimeAsync(stoppingToken), WakeAtChangesAsync(stoppingToken));

    private async Task WakeInTimeAsync(CancellationToken cancel)
    {
        while (true)
        {
            var pause = await WakeAsync(cancel) || options.Value.Interval < Again ? options.Value.Interval : Again;
            await Task.Delay(pause, time, cancel);
        }
    }

    private async Task WakeAtChangesAsync(CancellationToken cancel)
    {
        await foreach (var _ in membership.Changes.WithCancellation(cancel))
            while (!await WakeAsync(cancel)) await Task.Delay(Again, time, cancel);
    }

    /// <summary>Returns whether every sweep was woken.</summary>
    private async Task<bool> WakeAsync(CancellationToken cancel)
    {
        try
        {
            if (options.Value.Serves)
            {
                foreach (var sweep in await registry.AdoptOrphansAsync(cluster.Value.ClusterId, cancel))
                    LogAdopted(sweep);
            }

            if (options.Value.Adopts is { } left && await registry.AdoptAsync(left, cluster.Value.ClusterId, cancel))
                LogAdopted(left);
            var unfinished = await sweeps.ListUnfinishedAsync(cluster.Value.ClusterId, cancel);
            await Task.WhenAll(unfinished.Select(sweep => grains.GetGrain<ISweepGrain>(sweep).PingAsync()));
            _fails = false;
            return true;
        }
        catch (Exception failure)
        {
            if (!cancel.IsCancellationRequested && !outages.Explain(failure, "the list of sweeps") && !_fails)
                LogNotLookedAfter(Causes.InBrief(failure));
            _fails = true;
            return false;
        }
    }

    [LoggerMessage(1, LogLevel.Information, "Sweep {Sweep} was left by a cluster that is gone; it continues here.")]
    private partial void LogAdopted(string sweep);

    [LoggerMessage(2, LogLevel.Warning, "Sweeps could not be supervised; this is tried until it succeeds: {Cause}")]
    private partial void LogNotLookedAfter(string cause);
}
