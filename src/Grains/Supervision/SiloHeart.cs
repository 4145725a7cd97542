using Experiments.Contracts.Grains;
using Experiments.Contracts.Ports.Persistence;
using Experiments.Contracts.Settings;
using Experiments.Grains.Nodes;
using Experiments.Grains.Reachability;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Orleans.Configuration;

namespace Experiments.Grains.Supervision;

/// <summary>Records in the database that this silo is alive, and at the end that it has left.</summary>
internal sealed partial class SiloHeart(
    IClusterRegistry registry,
    NodeAgent node,
    NodeStanding standing,
    PeerWatch peers,
    IOptions<NodeOptions> lends,
    IOptions<ClusterOptions> cluster,
    IOptions<SupervisionOptions> options,
    DatabaseSilence silence,
    IOutages outages,
    TimeProvider time,
    ILogger<SiloHeart> log) : BackgroundService
{
    /// <summary>A node that is drained admits nothing from its start.</summary>
    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        try
        {
            Drain(await registry.IsDrainedAsync(cluster.Value.ClusterId, lends.Value.Name, cancellationToken));
        }
        catch (Exception failure) when (!cancellationToken.IsCancellationRequested)
        {
            // The first beat that succeeds says so too.
            if (!outages.Explain(failure, "whether this node is drained")) LogNoBeat(failure.Message);
        }

        await base.StartAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            var told = peers.Changed;
            try
            {
                Drain(await registry.BeatAsync(Beat(), stoppingToken));
                silence.Heard();
                outages.Answered();
            }
            catch (Exception failure) when (!stoppingToken.IsCancellationRequested)
            {
                if (!outages.Explain(failure, "this silo's signs of life")) LogNoBeat(failure.Message);
            }

            // What cannot be reached is told at once, because others wait for it.
            await Task.WhenAny(told, Task.Delay(SiloBeat.Interval, time, stoppingToken));
        }
    }

    private void Drain(bool drained)
    {
        if (!node.Drain(drained)) return;
        if (drained) LogDrained(lends.Value.Name);
        else LogUndrained(lends.Value.Name);
    }

    private SiloBeat Beat() => new()
    {
        Silo = node.Silo,
        Cluster = cluster.Value.ClusterId,
        Node = lends.Value.Name,
        Pool = lends.Value.Pool,
        Cpus = lends.Value.Cpus,
        Gpus = lends.Value.Gpus.Length - node.LostGpus.Count,
        Gateway = options.Value.Gateway,
        Http = options.Value.Http(),
        Serves = options.Value.Serves,
        Version = ProductVersion.Name,
        Protocol = Protocol.Number,
        Unreached = peers.Unreached,
        Quarantined =
        [
            .. standing.Quarantined.Select(place => $"{place.Device ?? "all"}: {place.Reason}"),
            .. node.LostGpus.Order().Select(gpu => $"{gpu}: has left the machine"),
        ],
        Draining = node.IsDraining,
        Waiting = node.Waiting,
    };

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        // A silo that is stopped at once has not waited for its attempts; it counts as lost, not as left.
        if (cancellationToken.IsCancellationRequested) return;
        try
        {
            await registry.LeaveAsync(node.Silo, cancellationToken);
        }
        catch (Exception failure)
        {
            LogNoLeave(failure.Message);
        }
    }

    [LoggerMessage(1, LogLevel.Warning, "The database did not record this silo's sign of life: {Cause}")]
    private partial void LogNoBeat(string cause);

    [LoggerMessage(
        3, LogLevel.Information,
        "Node '{Node}' is drained: it takes no more attempts, and those that run save checkpoints and leave.")]
    private partial void LogDrained(string node);

    [LoggerMessage(4, LogLevel.Information, "Node '{Node}' is no longer drained and takes attempts again.")]
    private partial void LogUndrained(string node);

    [LoggerMessage(2, LogLevel.Warning, "The database did not record that this silo has left: {Cause}")]
    private partial void LogNoLeave(string cause);
}
