using System.Collections.Immutable;

namespace Experiments.Grains.Attempts;

/// <summary>A rung of early termination that a report has reached.</summary>
/// <param name="Step">How far the trial has come, in the unit that rungs are measured in; at or past the rung.</param>
/// <param name="Objective">The objective there; may be NaN or infinite.</param>
/// <param name="Best">The best objective so far if rungs are counted in reports; otherwise null.</param>
/// <param name="Outcomes">The last values of the other metrics that count; null if there are none.</param>
internal sealed record ReachedRung(
    int Step, double Objective, double? Best, ImmutableArray<double?>? Outcomes = null);
