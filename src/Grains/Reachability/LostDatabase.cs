using Experiments.Contracts.Ports.Persistence;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Orleans.Configuration;

namespace Experiments.Grains.Reachability;

/// <summary>
/// Notices that the database answers other silos of the cluster but not this one, whose trials would wait for it and
/// could train elsewhere. If it answers no silo, all wait: leaving would not help. See docs/adr/0046.
/// </summary>
internal sealed class LostDatabase(
    IClusterRegistry registry,
    DatabaseSilence silence,
    IPeerHealth health,
    ISiloRestart restart,
    ILocalSiloDetails own,
    IOptions<ClusterOptions> cluster,
    TimeProvider time) : BackgroundService
{
    /// <summary>The time without an answer after which the other silos are asked: 30 s.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(5);

    /// <summary>A silo that has just started says where it is asked with its second sign of life.</summary>
    private static readonly TimeSpan FirstInterval = SiloBeat.Interval;

    /// <summary>
    /// How often in a row another silo must be ready: 3 times. When a database returns to all, some hear it first.
    /// </summary>
    private const int Confirmations = 3;

    /// <summary>The other silos, as the database listed them last.</summary>
    private IReadOnlyList<SiloReach> _others = [];

    // A silo that loses the database before it knows where others are could never ask them.
    private bool KnowsOthers => _others.Count > 0 && _others.All(other => other.Http.Length > 0);

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var confirmed = 0;
        while (!stoppingToken.IsCancellationRequested)
        {
            var isSilent = silence.Length >= Patience;
            if (!isSilent) await ListAsync(stoppingToken);
            var ready = isSilent ? await FindReadyAsync(stoppingToken) : null;
            confirmed = ready is null ? 0 : confirmed + 1;
            if (confirmed == Confirmations)
                await restart.LeaveAsync(
                    $"the database has not answered this node for {silence.Length.TotalSeconds:0} s, and answers node "
                    + $"'{ready!.Node}'");
            await Task.Delay(isSilent || KnowsOthers ? Interval : FirstInterval, time, stoppingToken);
        }
    }

    private async Task ListAsync(CancellationToken cancel)
    {
        try
        {
            var silos = await registry.ListReachAsync(cluster.Value.ClusterId, cancel)
                .WaitAsync(Interval, time, cancel);
            _others = [.. silos.Where(silo => silo.Silo != own.SiloAddress.ToParsableString())];
        }
        catch (Exception) when (!cancel.IsCancellationRequested)
        {
            // Its silence is noticed.
        }
    }

    private async Task<SiloReach?> FindReadyAsync(CancellationToken cancel)
    {
        foreach (var other in _others)
            if (await health.IsReadyAsync(other.Http, cancel)) return other;
        return null;
    }
}
