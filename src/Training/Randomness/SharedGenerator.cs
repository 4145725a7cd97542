using TorchSharp;

namespace Experiments.Training.Randomness;

/// <summary>
/// Torch's default generator, which all trials of the process share. The weights of new modules are drawn from it, and
/// so are the numbers that a module draws without specifying a generator. Trials that need it take turns, each with its
/// own seed. Thread-safe.
/// </summary>
internal static class SharedGenerator
{
    private static readonly Lock Turn = new();

    /// <summary>Seeds the generator and runs the operation while no other trial draws from the generator.</summary>
    public static T Run<T>(long seed, Func<T> work)
    {
        lock (Turn)
        {
            torch.manual_seed(seed);
            return work();
        }
    }

    /// <summary>
    /// Seeds the generator, runs the operation, and returns whether it drew from the CPU's default generator.
    /// </summary>
    public static bool Draws(long seed, Action work) => Run(seed, () =>
    {
        using var scope = torch.NewDisposeScope();
        var before = torch.get_rng_state().bytes.ToArray();
        work();
        return !torch.get_rng_state().bytes.SequenceEqual(before);
    });
}
