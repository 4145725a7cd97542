using System.Collections.Frozen;
using Experiments.Contracts.Ports.Persistence;
using Experiments.Grains.Nodes;

namespace Experiments.Silo.Gpus;

/// <summary>
/// Notices GPUs that leave this machine, such as one that has fallen off the bus, and those that return.
/// </summary>
internal sealed partial class GpuWatch(
    OfferedGpus offered, NodeAgent node, TimeProvider time, ILogger<GpuWatch> log) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (offered.Nvml is not { } nvml || offered.Gpus.IsEmpty) return;
        using var look = new PeriodicTimer(SiloBeat.Interval, time);
        var lost = FrozenSet<string>.Empty;
        while (await look.WaitForNextTickAsync(stoppingToken))
        {
            if (lost.Count > 0) nvml.Refresh();
            var before = lost;
            lost = offered.Gpus.Where(gpu => nvml.IsLost(gpu.Uuid)).Select(gpu => gpu.Device).ToFrozenSet();
            node.Lose(lost);
            foreach (var gpu in offered.Gpus)
            {
                var (was, isNow) = (before.Contains(gpu.Device), lost.Contains(gpu.Device));
                if (!was && isNow) LogLost(gpu);
                if (was && !isNow) LogReturned(gpu);
            }
        }
    }

    [LoggerMessage(
        1, LogLevel.Warning,
        "GPU {Gpu} does not answer any more: it is not offered until it returns, and its trials go on elsewhere.")]
    private partial void LogLost(Gpu gpu);

    [LoggerMessage(2, LogLevel.Information, "GPU {Gpu} answers again and is offered.")]
    private partial void LogReturned(Gpu gpu);
}
