namespace Experiments.Training.Workloads;

/// <summary>Something that is trained in epochs, and knows no one to report to.</summary>
internal interface IEpochTrainer
{
    /// <summary>Epochs that are done and reported.</summary>
    int EpochsDone { get; }

    /// <summary>Trains to the end of the epoch, or until interrupted, after at least one batch where any was left.</summary>
    /// <exception cref="TrialDivergedException">The loss is not finite.</exception>
    void TrainEpoch(CancellationToken interrupted);

    /// <summary>Measures what the epoch has come to.</summary>
    EpochResult Measure();

    /// <summary>Begins the next epoch.</summary>
    void EndEpoch();

    /// <summary>All that is needed to go on from here.</summary>
    byte[] WriteCheckpoint();
}
