using Experiments.Search.Simulation;
using Experiments.Search.Spaces;
using Experiments.Workloads;

namespace Experiments.Bench.Asha;

/// <summary>
/// A family of learning curves: final + (1 − final) (1 + k)^−rate, with final and rate drawn by the search. Curves
/// cross, so that the trial that leads at a rung is not always the best in the end.
/// </summary>
internal sealed class Curves : ILearningCurve
{
    public const int Budget = 256;

    public static readonly SearchSpace Space = new(
    [
        new Parameter("final", new Distribution.Beta(2, 4), []),
        new Parameter("rate", new Distribution.Uniform(0.3, 1), []),
        new Parameter("seconds", new Distribution.Uniform(0.8, 1.2), []),
    ]);

    public int Steps(Assignment assignment) => Budget;

    public double At(Assignment assignment, int step)
    {
        var final = Numbers.Of(assignment, "final");
        return final + (1 - final) * Math.Pow(1 + step, -Numbers.Of(assignment, "rate"));
    }

    public double SecondsPerStep(Assignment assignment) => Numbers.Of(assignment, "seconds");
}
