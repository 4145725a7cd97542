using static TorchSharp.torch;

namespace Experiments.TorchWorkloads;

/// <summary>The information about a trial that a <see cref="ModuleWorkload"/> receives.</summary>
/// <param name="Parameters">The trial's parameter values, which can be read by type.</param>
/// <param name="Seed">The seed of the trial's randomness.</param>
/// <param name="Random">
/// The trial's own generator, on the CPU. A module that draws random numbers itself, such as noise, should draw them
/// from this generator and move them to its device. The generator is seeded again before
/// <see cref="ModuleWorkload.LoadData"/>, before <see cref="ModuleWorkload.Create"/> and before each batch, so that an
/// interrupted trial draws the same numbers.
/// </param>
public sealed record ModuleTrial(TrialParameters Parameters, long Seed, Generator Random);
