namespace Experiments.Contracts.Ports.Execution;

/// <summary>What a trial runs. Implementations hold no state between trials; several run at once.</summary>
public interface IWorkload
{
    /// <summary>
    /// Trains one trial from its start, or from <see cref="TrialContext.Resume"/>, and reports as it goes. Runs on a
    /// thread of its own, on which continuations of its awaits come back.
    /// </summary>
    /// <param name="trial">What to train, and whom to report to.</param>
    /// <param name="interrupted">End soon: save a checkpoint where that costs less than it keeps, then throw
    /// <see cref="OperationCanceledException"/>.</param>
    /// <exception cref="TrialDivergedException">The loss is not finite.</exception>
    Task TrainAsync(TrialContext trial, CancellationToken interrupted);
}
