namespace Experiments.Contracts.Sweeps;

/// <summary>
/// A trial's key in the database: the sweep's key in the upper 32 bits, the trial's number in the lower. Trials of one
/// sweep have adjacent keys, and a new key needs no query.
/// </summary>
/// <param name="SweepKey">The sweep's key, ≥ 1.</param>
/// <param name="Number">The trial's number within its sweep, ≥ 0.</param>
public readonly record struct TrialId(int SweepKey, int Number)
{
    /// <summary>The key as one number.</summary>
    public long Value => ((long)SweepKey << 32) | (uint)Number;

    /// <summary>Returns the trial with this key.</summary>
    public static TrialId FromKey(long value) => new((int)(value >> 32), (int)(value & 0xffff_ffff));
}
