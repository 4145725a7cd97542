namespace Experiments.Search.Randomness;

/// <summary>The seed that a trial's own training starts from.</summary>
public static class TrialSeed
{
    /// <summary>
    /// Returns a number in [0, 2⁵³), which survives JSON readers that know only doubles. It depends on nothing but the
    /// arguments. Trials of a sweep get unrelated seeds; all attempts of a trial get the same one.
    /// </summary>
    public static long Derive(long sweepSeed, int trial) => CounterRandom.TrialBits(sweepSeed, trial);

    /// <summary>
    /// Returns a number in [0, 2³²), the range that <c>numpy.random.seed</c> and similar functions accept, with the
    /// same properties; no two trials of a sweep get the same number.
    /// </summary>
    public static long NarrowOf(long sweepSeed, int trial) => CounterRandom.TrialWord(sweepSeed, trial);
}
