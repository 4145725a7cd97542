using System.Collections.Immutable;
using Experiments.Contracts.Sweeps;

namespace Experiments.Contracts.Metrics;

/// <summary>Points of one attempt, written together or not at all.</summary>
/// <param name="Trial">Whose curve.</param>
/// <param name="Attempt">The attempt that measured them; the fencing token.</param>
/// <param name="At">When, UTC.</param>
/// <param name="Points">The points. One written twice is written once.</param>
public sealed record MetricBatch(TrialId Trial, int Attempt, DateTimeOffset At, ImmutableArray<MetricPoint> Points);
