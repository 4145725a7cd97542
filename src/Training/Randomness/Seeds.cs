using static TorchSharp.torch;

namespace Experiments.Training.Randomness;

/// <summary>
/// Seeds of a trial's random streams, so that what a trial draws depends on its own seed, its epoch and its batch, and on
/// nothing else that runs in the process. Mixing: the finaliser of SplitMix64 (Steele, Lea, Flood, 2014).
/// </summary>
internal static class Seeds
{
    /// <summary>The seed of one stream at one place of a trial.</summary>
    /// <param name="trial">Seed of the trial.</param>
    /// <param name="stream">What is drawn.</param>
    /// <param name="epoch">Epoch, from 0.</param>
    /// <param name="batch">Batch within the epoch, from 0.</param>
    public static long Derive(long trial, RandomStream stream, long epoch = 0, long batch = 0)
    {
        var mixed = Mix((ulong)trial);
        mixed = Mix(mixed ^ (ulong)stream);
        mixed = Mix(mixed ^ (ulong)epoch);
        return (long)Mix(mixed ^ (ulong)batch);
    }

    /// <summary>
    /// A generator with a seed of a trial. It draws on the CPU, so that every device gets the same numbers: what is drawn is
    /// then moved to where it is needed. TorchSharp makes one of the CPU whatever device it is asked for, and torch refuses to
    /// draw with it anywhere else.
    /// </summary>
#pragma warning disable RS0030 // The one place where one is made.
    public static Generator Generator(long seed) => new((ulong)seed, CPU);
#pragma warning restore RS0030

    /// <summary>Spreads nearby numbers over all 64 bits.</summary>
    public static ulong Mix(ulong value)
    {
        value += 0x9e3779b97f4a7c15;
        value = (value ^ (value >> 30)) * 0xbf58476d1ce4e5b9;
        value = (value ^ (value >> 27)) * 0x94d049bb133111eb;
        return value ^ (value >> 31);
    }
}
