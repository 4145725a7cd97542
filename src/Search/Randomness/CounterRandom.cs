namespace Experiments.Search.Randomness;

/// <summary>
/// The random numbers of a search, each a pure function of the sweep's seed, the trial's number and a name. A trial's
/// numbers therefore depend neither on the trials before it nor on the other parameters of the space.
/// </summary>
/// <remarks>
/// The seed is the key of <see cref="Philox4x32"/>; stream, trial and the name's hash are its counter. A stream is one
/// use of randomness. Streams are never renumbered: their numbers determine what a recorded sweep replays to.
/// </remarks>
internal static class CounterRandom
{
    private const uint ValueStream = 0;
    private const uint TrialSeedStream = 1;
    private const uint ScrambleStream = 2;
    private const uint CandidateStream = 3;

    /// <summary>
    /// Returns a number uniform on [0, 1), a multiple of 2⁻⁵³, that the value of the parameter is drawn from.
    /// </summary>
    public static double Uniform(long seed, int trial, string parameter) =>
        Bits53(seed, trial, ValueStream, StableHash.Compute(parameter)) * Math.ScaleB(1, -53);

    /// <summary>Returns 53 random bits for the trial as a whole.</summary>
    public static long TrialBits(long seed, int trial) => Bits53(seed, trial, TrialSeedStream, 0);

    /// <summary>
    /// Returns 32 random bits for the trial as a whole, distinct for each trial of a sweep: a Feistel network of four
    /// rounds permutes its number (M. Luby and C. Rackoff, "How to Construct Pseudorandom Permutations from
    /// Pseudorandom Functions", 1988).
    /// </summary>
    public static uint TrialWord(long seed, int trial)
    {
        const int Rounds = 4;
        var (left, right) = (unchecked((ushort)(trial >> 16)), unchecked((ushort)trial));
        for (var round = 1; round <= Rounds; round++)
            (left, right) = (right,
                (ushort)(left ^ unchecked((ushort)Bits53(seed, right, TrialSeedStream, (ulong)round))));
        return ((uint)left << 16) | right;
    }

    /// <summary>
    /// Returns the random bit of node 1 ≤ <paramref name="node"/> of the binary tree that the parameter has in the
    /// whole sweep.
    /// </summary>
    public static bool Flip(long seed, uint node, string parameter) =>
        (Bits53(seed, unchecked((int)node), ScrambleStream, StableHash.Compute(parameter)) & 1) != 0;

    /// <summary>
    /// Returns a number uniform on [0, 1), for the parameter in candidate 0 ≤ <paramref name="candidate"/> &lt; 2²⁴ of
    /// the assignments that a trial's assignment is chosen from.
    /// </summary>
    public static double Candidate(long seed, int trial, int candidate, string parameter) =>
        Bits53(seed, trial, CandidateStream | ((uint)candidate << 8), StableHash.Compute(parameter))
        * Math.ScaleB(1, -53);

    private static long Bits53(long seed, int trial, uint stream, ulong hash)
    {
        var (r0, r1, _, _) = Philox4x32.Block(
            stream, unchecked((uint)trial), (uint)hash, (uint)(hash >> 32),
            unchecked((uint)seed), unchecked((uint)(seed >> 32)));
        return (long)((((ulong)r1 << 32) | r0) >> 11);
    }
}
