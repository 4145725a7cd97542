using System.Diagnostics.Metrics;
using Experiments.Contracts.Ports.Persistence;
using Experiments.Contracts.Sweeps;
using Experiments.Grains.Sweeps;
using Experiments.Search.Deciding;
using Experiments.Search.Events;
using Experiments.Search.Specs;
using Experiments.Search.States;
using Experiments.Testing.Fakes;
using Microsoft.Extensions.DependencyInjection;

namespace Experiments.Grains.Tests.Support;

/// <summary>A pump on a fake database whose commits tests can see, hold and break.</summary>
internal sealed class PumpHarness : ISweepStore
{
    private readonly ISweepStore _store = new InMemoryHarness().Sweeps;

    public PumpHarness(int trials = 2000, CheckpointKeep? keep = null, SweepBudget? budget = null)
    {
        var spec = Specs.Of(trials) with { KeepCheckpoints = keep };
        spec = spec with { Search = spec.Search with { Budget = budget } };
        Sweep = new StoredSweep(1, "sweep", spec, "cluster", SweepStatus.Preparing);
        _store.CreateAsync(
            new NewSweep(Sweep.Id, Sweep.Spec, Sweep.Cluster), default).IsCompletedSuccessfully.ShouldBeTrue();
        var meters = new ServiceCollection().AddMetrics().BuildServiceProvider().GetRequiredService<IMeterFactory>();
        Meters = new SweepMeters(meters);
        Pump = new DecisionPump(Sweep, SearchCore.Begin(Sweep.Spec.Search), 0, this, Meters, TimeProvider.System);
        Pump.Broke += Broken.Add;
    }

    public StoredSweep Sweep { get; }

    public SweepMeters Meters { get; }

    public DecisionPump Pump { get; }

    public List<SweepCommit> Commits { get; } = [];

    public List<Exception> Broken { get; } = [];

    /// <summary>How long the attempts of the sweep have trained.</summary>
    public TimeSpan Trained { get; set; }

    /// <summary>Awaited before each commit.</summary>
    public Func<Task> Before { get; set; } = () => Task.CompletedTask;

    public async Task CommitAsync(SweepCommit commit, CancellationToken cancel)
    {
        Commits.Add(commit);
        await Before();
        await _store.CommitAsync(commit, cancel);
    }

    /// <summary>Commits a step as another activation would.</summary>
    public Task IntrudeAsync(SearchStep step) => _store.CommitAsync(new SweepCommit(1, [step]), default);

    public Task<StoredSweep> CreateAsync(NewSweep sweep, CancellationToken cancel) => _store.CreateAsync(sweep, cancel);

    public Task<StoredSweep?> FindAsync(string id, CancellationToken cancel) => _store.FindAsync(id, cancel);

    public IAsyncEnumerable<SearchStep> ReadLogAsync(int sweepKey, long after, CancellationToken cancel) =>
        _store.ReadLogAsync(sweepKey, after, cancel);

    public Task SaveSnapshotAsync(SweepSnapshot snapshot, CancellationToken cancel) =>
        _store.SaveSnapshotAsync(snapshot, cancel);

    public Task<SweepSnapshot?> LoadSnapshotAsync(int sweepKey, int version, CancellationToken cancel) =>
        _store.LoadSnapshotAsync(sweepKey, version, cancel);

    public Task<TimeSpan> TrainedAsync(string id, CancellationToken cancel) => Task.FromResult(Trained);

    public Task<IReadOnlyList<string>> ListUnfinishedAsync(string cluster, CancellationToken cancel) =>
        _store.ListUnfinishedAsync(cluster, cancel);
}
