namespace Experiments.Search.Randomness;

/// <summary>The seed that a trial's own training starts from.</summary>
public static class TrialSeed
{
    /// <summary>
    /// A number in [0, 2⁵³) that depends on nothing else, so it survives JSON readers that know only doubles. Trials of a
    /// sweep get unrelated seeds; all attempts of a trial get the same one.
    /// </summary>
    public static long Derive(long sweepSeed, int trial) => CounterRandom.TrialBits(sweepSeed, trial);

    /// <summary>
    /// A number in [0, 2³²), the most that <c>numpy.random.seed</c> and its like take, with the same properties; two trials of a
    /// sweep never get the same.
    /// </summary>
    public static long NarrowOf(long sweepSeed, int trial) => CounterRandom.TrialWord(sweepSeed, trial);
}
