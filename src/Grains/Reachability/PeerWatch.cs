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
/// kernel accepts connections even if a silo is overloaded or frozen, which is for Orleans to judge. If it refuses
/// them, the process of the silo has ended, and the silo is declared dead at once. See docs/adr/0046 and 0047.
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

    /// <summary>
    /// The pause before a silo is tried that closed a connection, and before one is tried again that refused: a process
    /// that ends closes its sockets one after the other, and one that starts listens late.
    /// </summary>
    private static readonly TimeSpan Moment = TimeSpan.FromSeconds(0.15);

    /// <summary>
    /// How often in a row, once a second, the rule must say that this silo leaves: 3 times. The others notice a cut a
    /// little earlier or later, and from half of their reports the rule can conclude that the wrong silo leaves.
    /// </summary>
    private const int Confirmations = 3;

    private readonly ConcurrentDictionary<SiloAddress, PeerContact> _peers = [];
    private readonly ConcurrentDictionary<SiloAddress, bool> _refusing = [];
    private readonly long _since = time.GetTimestamp();
    private int _confirmed;
    private TaskCompletionSource _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>The silos that cannot be reached, in the order of their addresses.</summary>
    public ImmutableArray<string> Unreached { get; private set; } = [];

    /// <summary>Completes when <see cref="Unreached"/> changes.</summary>
    public Task Changed => Volatile.Read(ref _changed).Task;

    private TimeSpan Now => time.GetElapsedTime(_since);

    /// <summary>
    /// Tries the silos of a machine, because a connection to one of them has ended: so has its process, perhaps.
    /// </summary>
    /// <param name="machine">The address of the other end of the connection.</param>
    /// <param name="cancel">Is cancelled when this silo stops.</param>
    public async Task ConnectionEndedAsync(IPAddress machine, CancellationToken cancel)
    {
        await Task.Delay(Moment, time, cancel);
        await Task.WhenAll(
            _peers.Where(peer => peer.Key.Endpoint.Address.Equals(machine))
                .Select(peer => TryAsync(peer.Key, peer.Value, cancel)));
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            Follow();
            foreach (var (peer, contact) in _peers) _ = TryAsync(peer, contact, stoppingToken);
            Look();
            if (Unreached.IsEmpty) _confirmed = 0;
            else await JudgeAsync(stoppingToken);
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

    private async Task TryAsync(SiloAddress peer, PeerContact contact, CancellationToken cancel)
    {
        var answer = await connector.TryConnectAsync(peer.Endpoint, cancel);
        lock (contact) contact.Answered(answer, Now);
        if (answer is not PeerAnswer.Refused || !_refusing.TryAdd(peer, true)) return;
        try
        {
            await Task.Delay(Moment, time, cancel);
            answer = await connector.TryConnectAsync(peer.Endpoint, cancel);
            if (answer is not PeerAnswer.Refused || !AnotherAccepts(peer)) return;
            if (await membership.DeclareDeadAsync(peer, cancel)) LogEnded(NameOf(peer.ToParsableString()));
        }
        catch (Exception failure) when (!cancel.IsCancellationRequested)
        {
            LogNotDeclared(NameOf(peer.ToParsableString()), failure.Message);
        }
        finally
        {
            _refusing.TryRemove(peer, out _);
        }
    }

    // If all refuse, a firewall of this machine may be the reason, and Orleans finds out.
    private bool AnotherAccepts(SiloAddress peer) =>
        _peers.Count == 1 || _peers.Any(other => !other.Key.Equals(peer) && other.Value.Accepts);

    private void Look()
    {
        ImmutableArray<string> unreached =
        [
            .. _peers.Where(peer => IsLost(peer.Value)).Select(peer => peer.Key.ToParsableString())
                .Order(StringComparer.Ordinal),
        ];
        if (unreached.SequenceEqual(Unreached)) return;
        foreach (var silo in unreached.Except(Unreached)) LogUnreached(NameOf(silo));
        foreach (var silo in Unreached.Except(unreached).Where(membership.Lives)) LogReachedAgain(NameOf(silo));
        Unreached = unreached;
        Interlocked.Exchange(ref _changed, new(TaskCreationOptions.RunContinuationsAsynchronously)).SetResult();
    }

    private string NameOf(string silo) => membership.WithNames(silo);

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
            _confirmed = PartitionRule.Leaving(silos).Contains(me) ? _confirmed + 1 : 0;
            if (_confirmed < Confirmations) return;
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

    [LoggerMessage(1, LogLevel.Warning, "Node {Node} cannot be reached from here.")]
    private partial void LogUnreached(string node);

    [LoggerMessage(2, LogLevel.Information, "Node {Node} can be reached again.")]
    private partial void LogReachedAgain(string node);

    [LoggerMessage(4, LogLevel.Warning, "The process of node {Node} has ended; what it ran continues elsewhere.")]
    private partial void LogEnded(string node);

    [LoggerMessage(5, LogLevel.Debug, "Node {Node} could not be declared dead: {Cause}")]
    private partial void LogNotDeclared(string node, string cause);

    [LoggerMessage(3, LogLevel.Debug, "The silos that can be reached are not known: {Cause}")]
    private partial void LogNotJudged(string cause);
}
