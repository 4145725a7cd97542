namespace Experiments.Search.Noise;

/// <summary>What trials with the same assignment and different seeds achieve together.</summary>
/// <param name="Trial">The number of the first of them.</param>
/// <param name="Count">The number of those that completed with a finite objective, ≥ 1.</param>
/// <param name="Mean">The mean of their objectives.</param>
/// <param name="Squares">The sum of the squared differences of their objectives from the mean.</param>
/// <param name="Violation">The mean of how far they are outside of limits, ≥ 0.</param>
public sealed record RepeatedResult(int Trial, int Count, double Mean, double Squares, double Violation = 0)
{
    /// <summary>
    /// The sample standard deviation of their objectives (with the denominator <c>Count - 1</c>), or 0 for one trial.
    /// </summary>
    public double Deviation => Count > 1 ? Math.Sqrt(Squares / (Count - 1)) : 0;

    /// <summary>Returns the result of trials.</summary>
    /// <param name="trial">The number of the first of them.</param>
    /// <param name="objectives">Their objectives, finite; at least one.</param>
    /// <param name="violations">How far each is outside of limits, ≥ 0.</param>
    public static RepeatedResult Of(
        int trial, IReadOnlyCollection<double> objectives, IReadOnlyCollection<double> violations)
    {
        // Divided before it is added, so that the mean of the largest numbers is finite.
        var mean = objectives.Sum(objective => objective / objectives.Count);
        return new(
            trial, objectives.Count, mean,
            objectives.Sum(objective => (objective - mean) * (objective - mean)),
            violations.Sum(violation => violation / violations.Count));
    }

    /// <summary>
    /// Compares by means: what is less outside of limits comes first, then the better mean, then the lower number.
    /// </summary>
    public int CompareTo(RepeatedResult other, Goal goal)
    {
        var violation = Violation.CompareTo(other.Violation);
        if (violation != 0) return violation;
        var mean = Mean.CompareTo(other.Mean);
        return mean == 0 ? Trial.CompareTo(other.Trial) : goal == Goal.Minimize ? mean : -mean;
    }
}
