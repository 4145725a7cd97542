namespace Experiments.Workloads;

/// <summary>
/// Trains the trials of a sweep. Implementations need a public constructor without parameters and keep no state between
/// trials; several run at once.
/// </summary>
public interface IWorkload
{
    /// <summary>
    /// Trains one trial from its start, or from <see cref="TrialContext.Resume"/>, and reports its metrics. Runs on a
    /// dedicated thread, to which the continuations of awaits return.
    /// </summary>
    /// <param name="trial">The trial's values, and the receiver of its metrics and checkpoints.</param>
    /// <param name="interrupted">
    /// Cancelled when the attempt must end soon: save a checkpoint if that costs less than it keeps, then throw an
    /// <see cref="OperationCanceledException"/>.
    /// </param>
    /// <exception cref="TrialDivergedException">The loss is not finite; the trial is not tried again.</exception>
    /// <exception cref="TrialDoomedException">The trial would fail each time; it is not tried again.</exception>
    Task TrainAsync(TrialContext trial, CancellationToken interrupted);
}
