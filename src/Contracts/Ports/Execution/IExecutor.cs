using Experiments.Contracts.Ports.Persistence;

namespace Experiments.Contracts.Ports.Execution;

/// <summary>Runs attempts on this node, each on a thread or in a process of its own.</summary>
public interface IExecutor
{
    /// <summary>
    /// Makes a workload ready on this node: that it exists, that its dataset is here and whole. Done again, it costs
    /// nothing.
    /// </summary>
    /// <param name="workload">What trials will run.</param>
    /// <param name="threads">Threads that each will compute with.</param>
    /// <param name="progress">Told of long work, such as a download, in a person's words.</param>
    /// <param name="cancel">Gives up.</param>
    /// <exception cref="UserErrorException">It cannot be made ready.</exception>
    Task<Provenance> PrepareAsync(
        Sweeps.WorkloadSpec workload, int threads, IProgress<string> progress, CancellationToken cancel);

    /// <summary>
    /// Starts an attempt and returns at once. The task ends when the attempt does: in success when it is trained or was
    /// told to stop; in <see cref="OperationCanceledException"/> when it was interrupted; in whatever the workload
    /// threw.
    /// </summary>
    /// <param name="order">What to run.</param>
    /// <param name="host">Takes its reports and checkpoints.</param>
    /// <param name="interrupted">The attempt is to save a checkpoint and end.</param>
    /// <exception cref="TrialDoomedException">Another attempt would end in the same way.</exception>
    /// <exception cref="TrialLimitException">It exceeded its limit of time or memory.</exception>
    Task RunAsync(TrialOrder order, ITrialHost host, CancellationToken interrupted);
}
