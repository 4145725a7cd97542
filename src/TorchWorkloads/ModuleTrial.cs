using static TorchSharp.torch;

namespace Experiments.TorchWorkloads;

/// <summary>What a <see cref="ModuleWorkload"/> may know of a trial.</summary>
/// <param name="Parameters">The trial's values, by type.</param>
/// <param name="Seed">Seed of the trial's randomness.</param>
/// <param name="Random">
/// The trial's own generator, on the CPU. Whatever a module draws by itself, such as noise, it should draw from here and move
/// to its device: the generator is seeded again before <see cref="ModuleWorkload.LoadData"/>, before
/// <see cref="ModuleWorkload.Create"/> and before each batch, so that a trial that was interrupted draws the same numbers.
/// </param>
public sealed record ModuleTrial(TrialParameters Parameters, long Seed, Generator Random);
