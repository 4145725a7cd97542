using Experiments.Contracts.Metrics;
using Experiments.Contracts.Ports.Persistence;
using Experiments.Contracts.Ports.Persistence.Checkpoints;
using Experiments.Contracts.Sweeps;
using Experiments.Search.Events;
using Experiments.Search.States;
using Experiments.Testing.Suites;

namespace Experiments.Testing.Fakes;

/// <summary>
/// The shared state of the in-memory fakes: the tables, and the lock that makes every call a transaction.
/// </summary>
public sealed class InMemoryTables
{
    internal Lock Lock { get; } = new();

    internal List<SweepEntry> Sweeps { get; } = [];

    internal Dictionary<long, TrialEntry> Trials { get; } = [];

    internal HashSet<long> Pinned { get; } = [];

    internal Dictionary<long, SortedDictionary<(string Metric, long Step), double>> Metrics { get; } = [];

    internal Dictionary<long, SortedDictionary<long, (Checkpoint Checkpoint, bool Damaged)>> Checkpoints { get; } = [];

    internal Dictionary<long, SortedDictionary<string, StoredArtifact>> Artifacts { get; } = [];

    internal Dictionary<int, SweepSnapshot> Snapshots { get; } = [];

    internal HashSet<int> DamagedSnapshots { get; } = [];

    internal Dictionary<string, SiloEntry> Silos { get; } = [];

    internal HashSet<(string Cluster, string Node)> Drained { get; } = [];

    internal bool IsCurrent(TrialId trial, int attempt) =>
        Trials.TryGetValue(trial.Value, out var entry) && entry.Status == TrialStatus.Running
        && entry.Attempt == attempt;

    internal bool MayLeaveFiles(TrialId trial, int attempt) =>
        Trials.TryGetValue(trial.Value, out var entry) && entry.Attempt == attempt
        && entry.Status is TrialStatus.Running or TrialStatus.Pruned or TrialStatus.Paused;

    /// <summary>Returns all points of a trial, ordered by metric and step.</summary>
    public IReadOnlyList<MetricPoint> ReadMetrics(TrialId trial)
    {
        lock (Lock)
        {
            return Metrics.TryGetValue(trial.Value, out var points)
                ? [.. points.Select(point => new MetricPoint(point.Key.Metric, point.Key.Step, point.Value))]
                : [];
        }
    }

    internal sealed class SweepEntry
    {
        public required StoredSweep Stored { get; set; }

        public required DateTimeOffset CreatedAt { get; init; }

        public Provenance? Provenance { get; set; }

        public List<SearchStep> Log { get; } = [];

        public bool IsUnfinished =>
            Stored.Status is SweepStatus.Preparing or SweepStatus.Running or SweepStatus.Stopping
            or SweepStatus.Cancelling;
    }

    internal sealed record TrialEntry(
        TrialStatus Status, int Attempt, int Restarts, string Node, double? Objective, string? Cause);

    internal sealed record SiloEntry(SiloBeat Beat, DateTimeOffset BeatAt, bool Left);
}
