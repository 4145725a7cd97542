using System.Collections.Concurrent;
using System.Collections.Immutable;
using Experiments.Contracts.Metrics;
using Experiments.Contracts.Ports.Execution;
using Experiments.Contracts.Ports.Persistence.Checkpoints;
using Experiments.Contracts.Sweeps;

namespace Experiments.Training.Tests.Support;

/// <summary>Records the reports and checkpoints of a trial.</summary>
internal sealed class RecordingHost : ITrialHost
{
    private readonly ConcurrentQueue<MetricPoint> _points = new();
    private readonly ConcurrentQueue<Checkpoint> _checkpoints = new();

    public Func<ImmutableArray<MetricPoint>, TrialSignal> Answer { get; init; } = _ => TrialSignal.Continue;

    /// <summary>Returns the signal to a trial once it has saved the checkpoint of a step.</summary>
    public Func<long, TrialSignal> Saved { get; init; } = _ => TrialSignal.Continue;

    public Func<Task> BeforeReport { get; init; } = () => Task.CompletedTask;

    public IReadOnlyList<MetricPoint> Points => [.. _points];

    public IReadOnlyList<Checkpoint> Checkpoints => [.. _checkpoints];

    /// <summary>The points that are the same when a trial is repeated.</summary>
    public IReadOnlyList<MetricPoint> Deterministic =>
        [.. _points.Where(point => !MetricNames.IsWallClock(point.Metric))];

    public double Last(string metric) => _points.Last(point => point.Metric == metric).Value;

    public async ValueTask<TrialSignal> ReportAsync(ImmutableArray<MetricPoint> points, CancellationToken cancel)
    {
        await BeforeReport();
        foreach (var point in points)
            _points.Enqueue(point);
        return Answer(points);
    }

    public Task<TrialSignal> SaveCheckpointAsync(long step, CheckpointContent data, CancellationToken cancel)
    {
        _checkpoints.Enqueue(new Checkpoint(new TrialId(1, 0), 1, step, data.ReadAll().ToArray()));
        return Task.FromResult(Saved(step));
    }
}
