using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Net;
using Experiments.Contracts.Ports.Persistence;
using Experiments.Grains.Placement;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Orleans.Configuration;

namespace Experiments.Grains.Reachability;

/// <summary>
/// Connects to each other silo every second, to notice when the network between two of them is cut. Orleans declares
/// no silo dead that some other silo reaches, so such a cluster would call in vain for as long as the cut lasts. The
/// kernel accepts connections even if a silo is overloaded or frozen, which is for Orleans to judge. See docs/adr/0046.
/// </summary>
internal sealed partial class PeerWatch(
    Membership membership,
    IClusterRegistry registry,
    IPeerConnector connector,
    ISiloRestart restart,
    ILocalSiloDetails own,
    IOptions<ClusterOptions> cluster,
    TimeProvider time,
    ILogger<PeerWatch> log) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    /// <summary>The most connections that are opened each second, on average.</summary>
    private const int MostConnections = 50;

    private readonly ConcurrentDictionary<SiloAddress, PeerContact> _peers = [];
    private readonly long _since = time.GetTimestamp();
    private TaskCompletionSource _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>The silos that cannot be reached, in the order of their addresses.</summary>
    public ImmutableArray<string> Unreached { get; private set; } = [];

    /// <summary>Completes when <see cref="Unreached"/> changes.</summary>
    public Task Changed => Volatile.Read(ref _changed).Task;

    private TimeSpan Now => time.GetElapsedTime(_since);

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            Follow();
            foreach (var (peer, contact) in _peers) _ = TryAsync(peer.Endpoint, contact, stoppingToken);
            Look();
            if (!Unreached.IsEmpty) await JudgeAsync(stoppingToken);
            var pause = Interval * Math.Max(1, (double)_peers.Count / MostConnections);
            await Task.Delay(pause, time, stoppingToken);
        }
    }

    private void Follow()
    {
        var active = membership.ActiveSilos.Where(silo => !silo.Equals(own.SiloAddress)).ToHashSet();
        foreach (var gone in _peers.Keys.Where(peer => !active.Contains(peer))) _peers.TryRemove(gone, out _);
        foreach (var silo in active) _peers.GetOrAdd(silo, _ => new PeerContact(Now));
    }

    private async Task TryAsync(IPEndPoint peer, PeerContact contact, CancellationToken cancel)
    {
        var reached = await connector.TryConnectAsync(peer, cancel);
        lock (contact)
        {
            if (reached) contact.Reached(Now);
            else contact.Failed();
        }
    }

    private void Look()
    {
        ImmutableArray<string> unreached =
        [
            .. _peers.Where(peer => IsLost(peer.Value)).Select(peer => peer.Key.ToParsableString())
                .Order(StringComparer.Ordinal),
        ];
        if (unreached.SequenceEqual(Unreached)) return;
        foreach (var silo in unreached.Except(Unreached)) LogUnreached(silo);
        foreach (var silo in Unreached.Except(unreached).Where(membership.Lives)) LogReachedAgain(silo);
        Unreached = unreached;
        Interlocked.Exchange(ref _changed, new(TaskCreationOptions.RunContinuationsAsynchronously)).SetResult();
    }

    private bool IsLost(PeerContact contact)
    {
        lock (contact) return contact.IsLost(Now);
    }

    private async Task JudgeAsync(CancellationToken cancel)
    {
        try
        {
            var silos = await registry.ListReachAsync(cluster.Value.ClusterId, cancel);
            var me = own.SiloAddress.ToParsableString();
            // A silo whose last sign of life is old is not heard by the database either; that is for others to judge.
            if (!PartitionRule.Leaving(silos).Contains(me)) return;
            var cut = silos.Where(silo => Unreached.Contains(silo.Silo) || silo.Unreached.Contains(me))
                .Select(silo => $"'{silo.Node}'").Order(StringComparer.Ordinal);
            await restart.LeaveAsync(
                $"the network between this node and {string.Join(", ", cut)} is cut, and the others reach each other");
        }
        catch (Exception failure) when (!cancel.IsCancellationRequested)
        {
            LogNotJudged(failure.Message);
        }
    }

    [LoggerMessage(1, LogLevel.Warning, "Silo {Silo} cannot be reached from here.")]
    private partial void LogUnreached(string silo);

    [LoggerMessage(2, LogLevel.Information, "Silo {Silo} can be reached again.")]
    private partial void LogReachedAgain(string silo);

    [LoggerMessage(3, LogLevel.Debug, "The silos that can be reached are not known: {Cause}")]
    private partial void LogNotJudged(string cause);
}
