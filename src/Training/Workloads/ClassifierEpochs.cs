using Experiments.Training.Checkpoints;
using Experiments.Training.Datasets;
using Experiments.Training.Health;

namespace Experiments.Training.Workloads;

/// <summary>A classifier's trainer in the loop of epochs.</summary>
/// <param name="trainer">The trainer.</param>
/// <param name="validation">What each epoch is measured on.</param>
/// <param name="time">Measures how long that takes.</param>
internal sealed class ClassifierEpochs(ClassifierTrainer trainer, ImageSet validation, TimeProvider time) : IEpochTrainer
{
    public int EpochsDone => trainer.Progress.Epochs;

    public void TrainEpoch(CancellationToken interrupted) => trainer.TrainEpoch(interrupted);

    public EpochResult Measure()
    {
        var began = time.GetTimestamp();
        var score = trainer.Evaluate(validation);
        var gradients = trainer.Health.Read();
        var health = HealthRules.Judge(gradients);
        var seconds = time.GetElapsedTime(began).TotalSeconds;
        return new(EpochMetrics.List(trainer, score, seconds, gradients, health), score.Loss, health);
    }

    public void EndEpoch() => trainer.Progress = EpochProgress.After(EpochsDone + 1);

    public byte[] WriteCheckpoint() => TrainingCheckpoint.Write(trainer);
}
