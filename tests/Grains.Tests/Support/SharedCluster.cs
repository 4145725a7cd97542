namespace Experiments.Grains.Tests.Support;

/// <summary>Two silos of two cores each, shared by all tests that leave them unchanged.</summary>
public sealed class SharedCluster : IAsyncLifetime
{
    private SweepCluster? _cluster;

    /// <summary>Returns the cluster, with the fakes reset.</summary>
    internal SweepCluster Fresh()
    {
        _cluster!.Executor.Reset();
        _cluster.Store.Reset();
        _cluster.Sink.BeforeCommit = _ => Task.CompletedTask;
        return _cluster;
    }

    public async ValueTask InitializeAsync() => _cluster = await SweepCluster.StartAsync(silos: 2, cpus: 2);

    public async ValueTask DisposeAsync()
    {
        if (_cluster is not null) await _cluster.DisposeAsync();
    }
}
