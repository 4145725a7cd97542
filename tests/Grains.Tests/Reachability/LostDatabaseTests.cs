using System.Diagnostics.Metrics;
using Experiments.Grains.Reachability;
using Experiments.Grains.Tests.Support;
using Experiments.Testing.Builders;
using Experiments.Testing.Fakes;
using Experiments.Testing.Waits;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Orleans.Configuration;

namespace Experiments.Grains.Tests.Reachability;

public sealed class LostDatabaseTests : IAsyncDisposable
{
    private readonly LocalSilo _own = new();
    private readonly CountedTime _time = new();
    private readonly RecordedRestart _restart = new();
    private readonly Others _others = new();
    private readonly ServiceProvider _services = new ServiceCollection().AddMetrics().BuildServiceProvider();
    private readonly CutOffRegistry _registry;
    private readonly DatabaseSilence _silence;
    private readonly LostDatabase _watch;

    public LostDatabaseTests()
    {
        _registry = new CutOffRegistry(new InMemoryClusterRegistry(new InMemoryTables(), _time));
        _silence = new DatabaseSilence(_services.GetRequiredService<IMeterFactory>(), _time);
        _watch = new LostDatabase(
            _registry, _silence, _others, _restart, _own,
            Options.Create(new ClusterOptions { ClusterId = "cluster" }), _time);
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Execute_AnotherSiloHasADatabaseAndThisOneDoesNot_Leaves()
    {
        await StartAsync();
        _others.Ready = true;
        await PassAsync(() => _restart.Left.IsCompleted);
        (await _restart.Left).ShouldMatch(
            "^the database has not answered this node for [4-9][0-9] s, and answers node 'other'$");
        _others.Asked.ShouldAllBe(http => http == "http://cluster:8080");
    }

    /// <summary>Another silo says with its second sign of life where it can be asked.</summary>
    [Fact]
    public async Task Execute_TheDatabaseIsLostSecondsAfterTheStart_Leaves()
    {
        var other = SiloBeats.Of("cluster", "other");
        await _registry.BeatAsync(other with { Http = "" }, Cancel);
        await _watch.StartAsync(Cancel);
        await Waiting.UntilAsync(() => _time.Timers == 1, "the silos to be listed, and a pause after it");
        _registry.Listed.ShouldBe(1);
        await _registry.BeatAsync(other, Cancel);
        _time.Advance(TimeSpan.FromSeconds(4));
        await Waiting.UntilAsync(() => _registry.Listed == 2, "the silos to be listed again within 4 s");
        _registry.IsCutOff = true;
        _others.Ready = true;
        await PassAsync(() => _restart.Left.IsCompleted);
        _others.Asked.ShouldAllBe(http => http == other.Http);
    }

    [Fact]
    public async Task Execute_TheDatabaseAnswersNoSilo_Waits()
    {
        await StartAsync();
        await PassAsync(() => _others.Asked.Count >= 5);
        _restart.Left.IsCompleted.ShouldBeFalse();
    }

    /// <summary>The database is back, and another silo has noticed it a moment earlier.</summary>
    [Fact]
    public async Task Execute_TheDatabaseReturnsToAll_Stays()
    {
        await StartAsync();
        await PassAsync(() => _others.Asked.Count >= 2);
        _others.Ready = true;
        await PassAsync(() => _others.Asked.Count >= 4);
        _silence.Heard();
        var asked = _others.Asked.Count;
        for (var i = 0; i < 5; i++) _time.Advance(TimeSpan.FromSeconds(5));
        _others.Asked.Count.ShouldBeLessThanOrEqualTo(asked + 1);
        _restart.Left.IsCompleted.ShouldBeFalse();
    }

    [Fact]
    public async Task Execute_TheDatabaseAnswers_AsksNoOther()
    {
        await StartAsync();
        _others.Ready = true;
        for (var i = 0; i < 20; i++)
        {
            _silence.Heard();
            _time.Advance(TimeSpan.FromSeconds(5));
        }

        _others.Asked.ShouldBeEmpty();
        _restart.Left.IsCompleted.ShouldBeFalse();
    }

    public async ValueTask DisposeAsync()
    {
        // It does not end once it has left.
        await _watch.StopAsync(new CancellationToken(canceled: true));
        _watch.Dispose();
        await _services.DisposeAsync();
    }

    private async Task StartAsync()
    {
        await _registry.BeatAsync(SiloBeats.Of("cluster", _own.SiloAddress.ToParsableString()), Cancel);
        await BeatAsync();
        await _watch.StartAsync(Cancel);
    }

    private Task BeatAsync() => _registry.BeatAsync(SiloBeats.Of("cluster", "other"), Cancel);

    private async Task PassAsync(Func<bool> isSo) => await Waiting.UntilAsync(
        async () =>
        {
            if (isSo()) return true;
            await BeatAsync();
            _time.Advance(TimeSpan.FromSeconds(1));
            return false;
        },
        "the database to be silent for long enough");

    private sealed class Others : IPeerHealth
    {
        private readonly List<string> _asked = [];

        public bool Ready { get; set; }

        public IReadOnlyList<string> Asked
        {
            get { lock (_asked) return [.. _asked]; }
        }

        public Task<bool> IsReadyAsync(string http, CancellationToken cancel)
        {
            lock (_asked) _asked.Add(http);
            return Task.FromResult(Ready);
        }
    }
}
