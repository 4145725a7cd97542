using Experiments.Training.Randomness;

namespace Experiments.Training.Datasets.Digits;

/// <summary>
/// Random numbers for one image, each a function of the seed and of how many were drawn before. They are only computed
/// with additions, multiplications and square roots, whose rounding IEEE 754 defines, so that every machine draws the
/// same images.
/// </summary>
internal struct DigitRandom(ulong seed)
{
    private ulong _drawn;

    /// <summary>Returns a number between 0 and 1, excluding 1.</summary>
    public double Share() => (Seeds.Mix(seed + _drawn++) >> 11) * (1.0 / (1UL << 53));

    /// <summary>Returns a number between two bounds.</summary>
    public double Between(double low, double high) => low + (high - low) * Share();

    /// <summary>Returns a number between −1 and 1, more likely in the middle.</summary>
    public double Centred() => (Share() + Share() + Share()) * (2.0 / 3) - 1;

    /// <summary>Returns an integer from 0 to below <paramref name="count"/>.</summary>
    public int Below(int count) => (int)(Share() * count);
}
