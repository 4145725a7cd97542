using Experiments.Training.Randomness;

namespace Experiments.Training.Datasets.Digits;

/// <summary>
/// Numbers for one image, each a function of (seed, how many were drawn before). Only additions, multiplications and
/// square roots are made with them, which IEEE 754 rounds in one way, so that every machine draws the same images.
/// </summary>
internal struct DigitRandom(ulong seed)
{
    private ulong _drawn;

    /// <summary>Between 0, included, and 1.</summary>
    public double Share() => (Seeds.Mix(seed + _drawn++) >> 11) * (1.0 / (1UL << 53));

    /// <summary>Between two bounds.</summary>
    public double Between(double low, double high) => low + (high - low) * Share();

    /// <summary>Between −1 and 1, the middle more likely.</summary>
    public double Centred() => (Share() + Share() + Share()) * (2.0 / 3) - 1;

    /// <summary>A whole number from 0, below <paramref name="count"/>.</summary>
    public int Below(int count) => (int)(Share() * count);
}
