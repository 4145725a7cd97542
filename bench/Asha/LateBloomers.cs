using Experiments.Search.Simulation;
using Experiments.Search.Spaces;
using Experiments.Workloads;

namespace Experiments.Bench.Asha;

/// <summary>
/// Learning curves of which some are late: most trials fall from <c>b</c> to <c>a</c> at once, exponentially; one in
/// six stays at <c>b</c> until 40 % of its budget, and then falls to 0.6 <c>a</c> within 20 %. A rule that stops what
/// looks bad early stops all of these.
/// </summary>
internal sealed class LateBloomers : ILearningCurve
{
    public const int Budget = 81;

    private const double First = 2.3;

    public static readonly SearchSpace Space = new(
    [
        new Parameter("a", new Distribution.Uniform(0.2, 1), []),
        new Parameter("tau", new Distribution.Uniform(0.05, 0.2), []),
        new Parameter("late", new Distribution.Categorical(
            [new ParameterValue.Flag(true), new ParameterValue.Flag(false)], [1.0 / 6, 5.0 / 6]), []),
    ]);

    public static bool IsLate(Assignment assignment) =>
        assignment.TryGet("late", out var value) && value is ParameterValue.Flag { Value: true };

    public int Steps(Assignment assignment) => Budget;

    public double At(Assignment assignment, int step)
    {
        var (a, t) = (Numbers.Of(assignment, "a"), step / (double)Budget);
        return IsLate(assignment)
            ? First + (0.6 * a - First) * Math.Clamp((t - 0.4) / 0.2, 0, 1)
            : a + (First - a) * Math.Exp(-t / Numbers.Of(assignment, "tau"));
    }

    public double SecondsPerStep(Assignment assignment) => 1;
}
