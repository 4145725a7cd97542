namespace Experiments.Contracts.Sweeps;

/// <summary>
/// What stands for another tracker, so that a script that logs to it runs unchanged.
/// </summary>
public enum ProgramShim
{
    /// <summary>None: a program finds only what is installed.</summary>
    None,

    /// <summary>Python programs find ours instead of an installed package <c>wandb</c>.</summary>
    Wandb,

    /// <summary>Python programs find ours only if no package <c>wandb</c> is installed.</summary>
    WandbIfMissing,

    /// <summary>Clients of MLflow log to an endpoint of the attempt.</summary>
    Mlflow,

    /// <summary>Event files that programs write for TensorBoard are read.</summary>
    Tensorboard,
}
