using System.Collections.Immutable;
using Experiments.Search.Fronts;

namespace Experiments.Search.States.Trials;

/// <summary>
/// The trials that no other one dominates. A trial that is less outside of limits dominates one that is more outside,
/// whatever their objectives. Source: Deb, Pratap, Agarwal and Meyarivan, <i>A fast and elitist multiobjective genetic
/// algorithm: NSGA-II</i>, IEEE Transactions on Evolutionary Computation 6 (2002), §VI.
/// </summary>
internal static class ParetoFront
{
    /// <summary>
    /// Returns the front after a trial completed: the same instance if another one dominates the trial.
    /// </summary>
    public static ImmutableList<FrontTrial> With(ImmutableList<FrontTrial> front, FrontTrial ended) =>
        front.Exists(other => Dominates(other, ended))
            ? front
            : front.RemoveAll(other => Dominates(ended, other)).Add(ended);

    private static bool Dominates(FrontTrial trial, FrontTrial other) =>
        (trial.Violation ?? 0).CompareTo(other.Violation ?? 0) is not 0 and var outside
            ? outside < 0
            : Scores(trial).Dominates(Scores(other));

    private static double[] Scores(FrontTrial trial) => [.. trial.Scores.Items.Select(score => score!.Value)];
}
