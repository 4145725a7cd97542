using Experiments.Search.Deciding.Turns;
using TorchSharp;

namespace Experiments.Training.Randomness;

/// <summary>
/// Torch's own generator, which all trials of the process share: weights of new modules are drawn from it, and whatever a
/// module draws without saying from where. Trials that need it take turns, each with a seed of its own. Safe for any thread.
/// </summary>
internal static class SharedGenerator
{
    private static readonly Lock Turn = new();

    /// <summary>Seeds the generator and runs the work while no other trial draws from it.</summary>
    public static T Run<T>(long seed, Func<T> work)
    {
        lock (Turn)
        {
            torch.manual_seed(seed);
            return work();
        }
    }

    /// <summary>The same, and whether the work drew from the generator of the CPU.</summary>
    public static bool Draws(long seed, Action work) => Run(seed, () =>
    {
        using var scope = torch.NewDisposeScope();
        var before = torch.get_rng_state().bytes.ToArray();
        work();
        return !torch.get_rng_state().bytes.SequenceEqual(before);
    });
}
