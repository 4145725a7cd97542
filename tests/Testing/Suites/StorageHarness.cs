using Experiments.Contracts.Metrics;
using Experiments.Contracts.Ports.Persistence;
using Experiments.Contracts.Ports.Persistence.Artifacts;
using Experiments.Contracts.Ports.Persistence.Checkpoints;
using Experiments.Contracts.Sweeps;
using Experiments.Testing.Builders;

namespace Experiments.Testing.Suites;

/// <summary>An implementation of the persistence ports on its own database, with access to the stored data.</summary>
public abstract class StorageHarness : IAsyncDisposable
{
    public abstract ISweepStore Sweeps { get; }

    public abstract IMetricSink Metrics { get; }

    public abstract ICheckpointStore Checkpoints { get; }

    public abstract IArtifactStore Artifacts { get; }

    public abstract IClusterRegistry Clusters { get; }

    public abstract ITrialLogStore Logs { get; }

    /// <summary>Returns all points of a trial, ordered by metric and step.</summary>
    public abstract Task<IReadOnlyList<MetricPoint>> ReadMetricsAsync(TrialId trial);

    /// <summary>Returns the stored parts of an attempt's log from an offset in characters on, in order.</summary>
    public abstract Task<IReadOnlyList<LogPart>> ReadLogAsync(TrialId trial, int attempt, long from = 0);

    /// <summary>Returns the trials of a sweep by number.</summary>
    public abstract Task<IReadOnlyList<StoredTrial>> ReadTrialsAsync(int sweepKey);

    /// <summary>Returns the steps of a trial's checkpoints, ascending.</summary>
    public abstract Task<IReadOnlyList<long>> ReadCheckpointStepsAsync(TrialId trial);

    /// <summary>Returns the files of a trial by path, with their content.</summary>
    public abstract Task<IReadOnlyList<StoredArtifact>> ReadArtifactsAsync(TrialId trial);

    /// <summary>Pins a trial, as a person does.</summary>
    public abstract Task PinAsync(TrialId trial);

    /// <summary>Makes a silo's last beat older than the lifetime of a silo.</summary>
    public abstract Task SilenceAsync(string silo);

    /// <summary>Changes the bytes of a stored checkpoint, as a bad disk would.</summary>
    public abstract Task DamageCheckpointAsync(TrialId trial, long step);

    /// <summary>Changes the bytes of a sweep's snapshot, as a bad disk would.</summary>
    public abstract Task DamageSnapshotAsync(int sweepKey);

    public abstract ValueTask DisposeAsync();

    /// <summary>
    /// Creates a running sweep with a number of running trials, each at attempt 1. Its log ends at seq trials + 1.
    /// </summary>
    public async Task<StoredSweep> BeginSweepAsync(int trials, string id = "sweep", string cluster = "cluster-1")
    {
        var sweep = await Sweeps.CreateAsync(new NewSweep(id, SweepSpecs.Grid(), cluster), default);
        await Sweeps.CommitAsync(
            new SweepCommit(
                sweep.Key,
                [SweepSteps.Prepared(1), .. Enumerable.Range(0, trials).Select(i => SweepSteps.Begin(i + 2, i))]),
            default);
        return sweep;
    }

    /// <summary>Writes points and waits until they are committed or refused.</summary>
    public async Task<bool> WriteAsync(TrialId trial, int attempt, params MetricPoint[] points) =>
        await await Metrics.WriteAsync(
            new MetricBatch(trial, attempt, DateTimeOffset.UnixEpoch.AddYears(50), [.. points]), default);
}
