namespace Experiments.TorchWorkloads;

/// <summary>
/// A workload whose model is a <c>torch.nn.Module</c>. It defines what is trained; the node that runs it owns the
/// training loop: batches, shuffling, dropout, learning rates, metrics, gradient health and checkpoints.
/// Implementations need a public parameterless constructor and must keep no state between trials, since several trials
/// run at the same time.
/// </summary>
public abstract class ModuleWorkload
{
    /// <summary>
    /// The parameters of the workload, besides those of the training loop. Each trial is checked against this schema
    /// before it starts, and defaults are filled in. Default: null, parameters of any name are accepted.
    /// </summary>
    public virtual WorkloadSchema? Schema => null;

    /// <summary>
    /// Loads or generates the data, on the CPU. Called once per attempt; the attempts of a process load one after the
    /// other.
    /// </summary>
    /// <param name="trial">The trial's parameters and randomness.</param>
    /// <returns>The data. Its tensors then belong to the attempt, which disposes them when it ends.</returns>
    public abstract ModuleData LoadData(ModuleTrial trial);

    /// <summary>
    /// Creates the untrained module, on the CPU, and defines how it is trained. Weights that torch draws during this
    /// call are drawn with the trial's seed, so that the same trial always starts from the same weights.
    /// </summary>
    /// <param name="trial">The trial's parameters and randomness.</param>
    public abstract ModuleSetup Create(ModuleTrial trial);
}
