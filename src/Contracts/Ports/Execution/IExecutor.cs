using Experiments.Contracts.Ports.Persistence;

namespace Experiments.Contracts.Ports.Execution;

/// <summary>Runs attempts on this node, each on a thread or in a process of its own.</summary>
public interface IExecutor
{
    /// <summary>
    /// Prepares a workload on this node: verifies that it exists and that its dataset is present and complete. A
    /// repeated call costs nothing.
    /// </summary>
    /// <param name="workload">The workload that trials will run.</param>
    /// <param name="threads">The number of threads that each trial will compute with.</param>
    /// <param name="progress">Receives messages for people about long operations, such as a download.</param>
    /// <param name="cancel">Cancels the preparation.</param>
    /// <exception cref="UserErrorException">The workload cannot be prepared.</exception>
    Task<Provenance> PrepareAsync(
        Sweeps.WorkloadSpec workload, int threads, IProgress<string> progress, CancellationToken cancel);

    /// <summary>
    /// Starts an attempt and returns at once. The task ends with the attempt: successfully if it has trained to its end
    /// or was told to stop, with <see cref="OperationCanceledException"/> if it was interrupted, and otherwise with the
    /// exception that the workload threw.
    /// </summary>
    /// <param name="order">The attempt to run.</param>
    /// <param name="host">Receives its reports and checkpoints.</param>
    /// <param name="interrupted">Cancelled when the attempt must save a checkpoint and end.</param>
    /// <exception cref="TrialDoomedException">Another attempt would end the same way.</exception>
    /// <exception cref="TrialLimitException">It exceeded its limit of time or memory.</exception>
    Task RunAsync(TrialOrder order, ITrialHost host, CancellationToken interrupted);
}
