using static TorchSharp.torch;

namespace Experiments.Training.Randomness;

/// <summary>
/// Derives the seeds of a trial's random streams, so that the numbers that a trial draws depend only on its own seed,
/// epoch and batch, and on nothing else that runs in the process. Mixing uses the finalizer of SplitMix64 (Steele, Lea,
/// Flood, 2014).
/// </summary>
internal static class Seeds
{
    /// <summary>Returns the seed of a stream for an epoch and batch of a trial.</summary>
    /// <param name="trial">The seed of the trial.</param>
    /// <param name="stream">The random stream.</param>
    /// <param name="epoch">The zero-based epoch.</param>
    /// <param name="batch">The zero-based batch within the epoch.</param>
    public static long Derive(long trial, RandomStream stream, long epoch = 0, long batch = 0)
    {
        var mixed = Mix((ulong)trial);
        mixed = Mix(mixed ^ (ulong)stream);
        mixed = Mix(mixed ^ (ulong)epoch);
        return (long)Mix(mixed ^ (ulong)batch);
    }

    /// <summary>
    /// Creates a generator with a seed of a trial. It draws on the CPU, so that every device gets the same numbers,
    /// which are then moved to the device. TorchSharp creates a CPU generator for any device, and torch refuses to draw
    /// with it on another device.
    /// </summary>
#pragma warning disable RS0030 // The one place where one is made.
    public static Generator Generator(long seed) => new((ulong)seed, CPU);
#pragma warning restore RS0030

    /// <summary>Distributes nearby numbers over all 64 bits.</summary>
    public static ulong Mix(ulong value)
    {
        value += 0x9e3779b97f4a7c15;
        value = (value ^ (value >> 30)) * 0xbf58476d1ce4e5b9;
        value = (value ^ (value >> 27)) * 0x94d049bb133111eb;
        return value ^ (value >> 31);
    }
}
