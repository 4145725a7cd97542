using Experiments.Bench.Search.Problems;
using Experiments.Search.Simulation;
using Experiments.Search.States.Trials;
using Experiments.Workloads;

namespace Experiments.Bench.Search;

/// <summary>
/// Trainings of the networks of a problem: the first objective falls to its value, the slower the larger the second
/// one, and with a little noise; the second is known from the first epoch.
/// </summary>
internal sealed class FrontCurves(SeveralObjectives problem) : ILearningCurve
{
    private const int Epochs = 27;
    private const double Start = 1.5;
    private const double Noise = 0.01;

    /// <inheritdoc/>
    public int Steps(Assignment assignment) => Epochs;

    /// <inheritdoc/>
    public double At(Assignment assignment, int step)
    {
        var values = problem.Values(assignment);
        var rate = 0.5 / (1 + 0.3 * values[1]);
        // The same at each call, and as good as random.
        var noise = Noise * Math.Sin(1e4 * (values[0] + values[1]) + 997 * step);
        return values[0] + (Start - values[0]) * Math.Exp(-rate * step) + noise;
    }

    /// <inheritdoc/>
    public OutcomeValues OutcomesAt(Assignment assignment, int step) => new([problem.Values(assignment)[1]]);

    /// <inheritdoc/>
    public double SecondsPerStep(Assignment assignment) => problem.Values(assignment)[1];
}
