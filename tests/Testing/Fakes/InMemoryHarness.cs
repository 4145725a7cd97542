using Experiments.Contracts.Metrics;
using Experiments.Contracts.Ports.Persistence;
using Experiments.Contracts.Ports.Persistence.Artifacts;
using Experiments.Contracts.Ports.Persistence.Checkpoints;
using Experiments.Contracts.Sweeps;
using Experiments.Search.States;
using Experiments.Testing.Suites;

namespace Experiments.Testing.Fakes;

/// <summary>All fakes on shared tables.</summary>
public sealed class InMemoryHarness : StorageHarness
{
    private readonly InMemoryTables _tables = new();
    private readonly InMemoryCheckpointStore _checkpoints;
    private readonly InMemoryTrialLogStore _logs = new();

    public InMemoryHarness(TimeProvider? time = null)
    {
        time ??= TimeProvider.System;
        Sweeps = new InMemorySweepStore(_tables, time);
        Metrics = new InMemoryMetricSink(_tables);
        Clusters = new InMemoryClusterRegistry(_tables, time);
        _checkpoints = new InMemoryCheckpointStore(_tables);
        Artifacts = new InMemoryArtifactStore(_tables);
    }

    public override ISweepStore Sweeps { get; }

    public override IMetricSink Metrics { get; }

    public override ICheckpointStore Checkpoints => _checkpoints;

    public override IArtifactStore Artifacts { get; }

    public override IClusterRegistry Clusters { get; }

    public override ITrialLogStore Logs => _logs;

    public override Task<IReadOnlyList<LogPart>> ReadLogAsync(TrialId trial, int attempt, long from = 0) =>
        Task.FromResult(_logs.Read(trial, attempt, from));

    public override Task<IReadOnlyList<MetricPoint>> ReadMetricsAsync(TrialId trial) =>
        Task.FromResult(_tables.ReadMetrics(trial));

    public override Task<IReadOnlyList<StoredTrial>> ReadTrialsAsync(int sweepKey)
    {
        lock (_tables.Lock)
        {
            return Task.FromResult<IReadOnlyList<StoredTrial>>(
            [
                .. _tables.Trials.Where(trial => TrialId.FromKey(trial.Key).SweepKey == sweepKey)
                    .OrderBy(trial => trial.Key).Select(trial =>
                        new StoredTrial(
                            TrialId.FromKey(trial.Key).Number, trial.Value.Status, trial.Value.Attempt,
                            trial.Value.Restarts, trial.Value.Node,
                            trial.Value.Objective, trial.Value.Cause,
                            trial.Value.Status.IsFinal())),
            ]);
        }
    }

    public override Task<IReadOnlyList<long>> ReadCheckpointStepsAsync(TrialId trial)
    {
        lock (_tables.Lock)
        {
            return Task.FromResult<IReadOnlyList<long>>(
                _tables.Checkpoints.TryGetValue(trial.Value, out var kept) ? [.. kept.Keys] : []);
        }
    }

    public override Task<IReadOnlyList<StoredArtifact>> ReadArtifactsAsync(TrialId trial)
    {
        lock (_tables.Lock)
        {
            return Task.FromResult<IReadOnlyList<StoredArtifact>>(
                _tables.Artifacts.TryGetValue(trial.Value, out var kept) ? [.. kept.Values] : []);
        }
    }

    public override Task PinAsync(TrialId trial)
    {
        lock (_tables.Lock) _tables.Pinned.Add(trial.Value);
        return Task.CompletedTask;
    }

    public override Task SilenceAsync(string silo)
    {
        lock (_tables.Lock) _tables.Silos[silo] = _tables.Silos[silo] with { BeatAt = DateTimeOffset.MinValue };
        return Task.CompletedTask;
    }

    public override Task DamageCheckpointAsync(TrialId trial, long step)
    {
        _checkpoints.Damage(trial, step);
        return Task.CompletedTask;
    }

    public override Task DamageSnapshotAsync(int sweepKey)
    {
        lock (_tables.Lock) _tables.DamagedSnapshots.Add(sweepKey);
        return Task.CompletedTask;
    }

    public override ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
