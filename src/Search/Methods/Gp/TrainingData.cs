using System.Collections.Immutable;
using Experiments.Search.States.Trials;

namespace Experiments.Search.Methods.Gp;

/// <summary>
/// What a Gaussian process learns from trials: a cost for each assignment, smaller is better. Trials are compared at
/// the deepest rung that enough of them reached (Falkner, Klein and Hutter, <i>BOHB</i>, ICML 2018). A trial that was
/// stopped before that rung counts with the cost it had, but as no better than the median of the compared ones; a
/// failed trial counts as the worst of them.
/// </summary>
/// <param name="Trials">The trials, best first.</param>
/// <param name="Costs">The cost of each.</param>
internal sealed record TrainingData(ImmutableArray<Observation> Trials, double[] Costs)
{
    private const int Enough = 16;

    // Its square is still finite.
    private const double Largest = 1e150;

    /// <summary>Returns the costs of the trials.</summary>
    /// <param name="goal">Which objectives are better.</param>
    /// <param name="experience">What was seen; at least one trial has an objective.</param>
    public static TrainingData FromExperience(Goal goal, Experience experience)
    {
        var ranked = experience.Ranked;
        var finite = ranked.TakeWhile(trial => trial.Objective is not null).ToArray();
        var depth = finite.Select(Depth).OrderDescending().ElementAt(Math.Min(Enough, finite.Length) - 1);
        var scores = experience.ScoresAt(depth);
        var compared = finite.Where(trial => Depth(trial) >= depth).Select(Cost).Order().ToArray();
        var (middle, worst) = (compared[compared.Length / 2], compared[^1]);
        return new(
            ranked,
            [
                .. ranked.Select(trial =>
                    trial.Objective is null ? worst : Depth(trial) >= depth
                        ? Cost(trial)
                        : Math.Max(Cost(trial), middle)),
            ]);

        // A trial that continued past the rung of the comparison counts with its score there, if it reported there.
        double Cost(Observation trial) => Math.Clamp(
            scores.TryGetValue(trial.Trial, out var score) ? score
            : goal == Goal.Minimize ? trial.Objective!.Value
            : -trial.Objective!.Value,
            -Largest, Largest);
    }

    /// <summary>Returns the data of at most this many trials.</summary>
    public TrainingData Thin(int most)
    {
        var kept = Thinning.SelectIndices(Trials.Length, most);
        return new([.. kept.Select(i => Trials[i])], [.. kept.Select(i => Costs[i])]);
    }

    private static int Depth(Observation trial) => trial.Rung ?? int.MaxValue;
}
