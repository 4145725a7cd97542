using System.Collections.Immutable;
using Experiments.Contracts.Sweeps;

namespace Experiments.Contracts.Metrics;

/// <summary>Points measured by one attempt, written together or not at all.</summary>
/// <param name="Trial">The trial.</param>
/// <param name="Attempt">The attempt that measured the points; the fencing token.</param>
/// <param name="At">The time, in UTC.</param>
/// <param name="Points">The points. Writing a point twice stores it once.</param>
public sealed record MetricBatch(TrialId Trial, int Attempt, DateTimeOffset At, ImmutableArray<MetricPoint> Points);
