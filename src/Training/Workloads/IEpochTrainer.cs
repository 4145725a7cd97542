namespace Experiments.Training.Workloads;

/// <summary>Trains a model in epochs. It is independent of how results are reported.</summary>
internal interface IEpochTrainer
{
    /// <summary>The number of epochs that are completed and reported.</summary>
    int EpochsDone { get; }

    /// <summary>
    /// Trains to the end of the epoch or until interrupted, but for at least one batch if any is left.
    /// </summary>
    /// <exception cref="TrialDivergedException">The loss is not finite.</exception>
    void TrainEpoch(CancellationToken interrupted);

    /// <summary>Measures the result of the epoch.</summary>
    EpochResult Measure();

    /// <summary>Completes the epoch and begins the next one.</summary>
    void EndEpoch();

    /// <summary>Returns the state that is needed to resume.</summary>
    byte[] WriteCheckpoint();
}
