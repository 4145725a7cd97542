using Experiments.Search.Specs;

namespace Experiments.Search.States.Trials;

/// <summary>
/// The completed trial with the best finite objective; ties go to the lowest number. Trials that keep all limits come
/// before those that do not, and of these the one that is least outside comes first.
/// </summary>
/// <param name="Trial">The trial's number.</param>
/// <param name="Objective">Its objective.</param>
/// <param name="Violation">How far it is outside of limits, &gt; 0, or null if it keeps them.</param>
public sealed record BestTrial(int Trial, double Objective, double? Violation = null)
{
    /// <summary>Whether this trial is better than another one.</summary>
    /// <param name="other">The other trial, or null if this one is the first.</param>
    /// <param name="goal">Which objectives are better.</param>
    public bool Leads(BestTrial? other, Goal goal) => other is null
        || ((Violation ?? 0).CompareTo(other.Violation ?? 0) is not 0 and var outside
            ? outside < 0
            : goal.IsBetter(Objective, other.Objective) || (Objective == other.Objective && Trial < other.Trial));
}
