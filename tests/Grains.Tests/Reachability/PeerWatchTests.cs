using System.Net;
using Experiments.Grains.Placement;
using Experiments.Grains.Reachability;
using Experiments.Grains.Tests.Support;
using Experiments.Testing.Builders;
using Experiments.Testing.Fakes;
using Experiments.Testing.Waits;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Orleans.Configuration;

namespace Experiments.Grains.Tests.Reachability;

/// <summary>Three silos, as the second one sees them. The first two cannot reach each other.</summary>
public sealed class PeerWatchTests : IAsyncDisposable
{
    private readonly LocalSilo[] _silos = [new(0), new(1), new(2)];
    private readonly CountedTime _time = new();
    private int _passed;
    private readonly RecordedRestart _restart = new();
    private readonly CutNetwork _network = new();
    private readonly InMemoryClusterRegistry _registry;
    private readonly FakeMembership _membership;
    private readonly PeerWatch _watch;

    public PeerWatchTests()
    {
        _registry = new InMemoryClusterRegistry(new InMemoryTables(), _time);
        _membership = new FakeMembership([.. _silos.Select(silo => silo.SiloAddress)]);
        _watch = new PeerWatch(
            new Membership(_membership), _registry, _network, _restart, _silos[1],
            Options.Create(new ClusterOptions { ClusterId = "cluster" }), _time,
            NullLogger<PeerWatch>.Instance);
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Execute_APathIsCut_NamesThePeerAndLeavesIfTheRuleSaysSo()
    {
        await _watch.StartAsync(Cancel);
        await PassAsync(20);
        _watch.Unreached.ShouldBeEmpty();

        var changed = _watch.Changed;
        _network.Cut = _silos[0].SiloAddress.Endpoint;
        await PassAsync(6);
        _watch.Unreached.ShouldBeEmpty();
        await BeatAsync();
        await PassUntilAsync(() => changed.IsCompleted, "the cut to be noticed");
        _watch.Unreached.ShouldBe([Name(0)]);
        _restart.Left.IsCompleted.ShouldBeFalse("the database has not been told of the cut yet");

        await BeatAsync();
        await PassUntilAsync(() => _restart.Left.IsCompleted, "this silo to leave");
        (await _restart.Left).ShouldBe(
            $"the network between this node and '{Name(0)}' is cut, and the others reach each other");
    }

    [Fact]
    public async Task Execute_AnotherOneHasTheMostCuts_Stays()
    {
        await _watch.StartAsync(Cancel);
        _network.Cut = _silos[0].SiloAddress.Endpoint;
        await PassUntilAsync(() => !_watch.Unreached.IsEmpty, "the cut to be noticed");
        await _registry.BeatAsync(
            SiloBeats.Of("cluster", Name(0)) with { Unreached = [Name(1), Name(2)] }, Cancel);
        await BeatAsync(1, 2);
        await PassAsync(5);
        _restart.Left.IsCompleted.ShouldBeFalse();

        _network.Cut = null;
        await PassUntilAsync(() => _watch.Unreached.IsEmpty, "the repair to be noticed");
    }

    /// <summary>The first silo is cut off from both others, and the third one reports that a second later.</summary>
    [Fact]
    public async Task Execute_AReportIsLate_IsWaitedFor()
    {
        await _watch.StartAsync(Cancel);
        _network.Cut = _silos[0].SiloAddress.Endpoint;
        await PassUntilAsync(() => !_watch.Unreached.IsEmpty, "the cut to be noticed");
        await BeatAsync();
        await PassAsync(1);

        await _registry.BeatAsync(SiloBeats.Of("cluster", Name(2)) with { Unreached = [Name(0)] }, Cancel);
        await PassAsync(5);
        _restart.Left.IsCompleted.ShouldBeFalse();
    }

    [Fact]
    public async Task ConnectionEnded_ItsPortIsRefused_DeclaresThatSiloDead()
    {
        await _watch.StartAsync(Cancel);
        await PassAsync(1);
        _network.Refusing.Add(_silos[0].SiloAddress.Endpoint);

        var ended = _watch.ConnectionEndedAsync(_silos[0].SiloAddress.Endpoint.Address, Cancel);
        await PassUntilAsync(() => ended.IsCompleted, "the silo to be tried");
        _membership.Killed.Distinct().ShouldBe([_silos[0].SiloAddress]);
        _watch.Unreached.ShouldBeEmpty();
    }

    /// <summary>A firewall of this machine refuses all connections.</summary>
    [Fact]
    public async Task ConnectionEnded_AllPortsAreRefused_DeclaresNobodyDead()
    {
        await _watch.StartAsync(Cancel);
        await PassAsync(1);
        _network.Refusing.AddRange(_silos.Select(silo => silo.SiloAddress.Endpoint));
        await PassAsync(1);

        var ended = _watch.ConnectionEndedAsync(_silos[0].SiloAddress.Endpoint.Address, Cancel);
        await PassUntilAsync(() => ended.IsCompleted, "the silos to be tried");
        _membership.Killed.ShouldBeEmpty();
    }

    public async ValueTask DisposeAsync()
    {
        // It does not end once it has left.
        await _watch.StopAsync(new CancellationToken(canceled: true));
        _watch.Dispose();
    }

    private string Name(int silo) => _silos[silo].SiloAddress.ToParsableString();

    private async Task BeatAsync(params int[] silos)
    {
        foreach (var silo in silos is [] ? [0, 1, 2] : silos)
            await _registry.BeatAsync(
                SiloBeats.Of("cluster", Name(silo)) with { Unreached = silo == 1 ? _watch.Unreached : [] }, Cancel);
    }

    private async Task PassAsync(int seconds)
    {
        for (var second = 0; second < seconds; second++)
        {
            await Waiting.UntilAsync(() => _time.Timers > _passed, "the peers to be tried, and a pause after it");
            _passed++;
            _time.Advance(TimeSpan.FromSeconds(1));
        }

        await Waiting.UntilAsync(
            () => _time.Timers > _passed || _restart.Left.IsCompleted, "the peers to be tried, or this silo to leave");
    }

    private async Task PassUntilAsync(Func<bool> isSo, string awaited)
    {
        for (var second = 0; second < 30 && !isSo(); second++) await PassAsync(1);
        isSo().ShouldBeTrue(awaited);
    }

    private sealed class CutNetwork : IPeerConnector
    {
        public IPEndPoint? Cut { get; set; }

        public List<IPEndPoint> Refusing { get; } = [];

        public Task<PeerAnswer> TryConnectAsync(IPEndPoint peer, CancellationToken cancel) => Task.FromResult(
            peer.Equals(Cut) ? PeerAnswer.Silent
            : Refusing.Contains(peer) ? PeerAnswer.Refused
            : PeerAnswer.Accepted);
    }
}
