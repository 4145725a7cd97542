namespace Experiments.TorchWorkloads;

/// <summary>
/// A workload whose model is a <c>torch.nn.Module</c>. It says what is trained; the node that runs it owns the loop: batches,
/// shuffling, dropout, learning rates, metrics, gradient health and checkpoints. Implementations need a public constructor
/// without parameters and keep no state between trials; several run at once.
/// </summary>
public abstract class ModuleWorkload
{
    /// <summary>
    /// What it takes, besides the parameters of the loop. Each trial is checked against it before it begins, and defaults are
    /// filled in. Default: null, parameters of any name are taken.
    /// </summary>
    public virtual WorkloadSchema? Schema => null;

    /// <summary>Loads or makes the data, on the CPU. Called once for each attempt, before <see cref="Create"/>.</summary>
    /// <param name="trial">Its parameters and its randomness.</param>
    public abstract ModuleData LoadData(ModuleTrial trial);

    /// <summary>
    /// Makes the untrained module, on the CPU, and says how it is trained. Weights that torch draws here are drawn with the
    /// trial's seed; the same trial always begins with the same.
    /// </summary>
    /// <param name="trial">Its parameters and its randomness.</param>
    public abstract ModuleSetup Create(ModuleTrial trial);
}
