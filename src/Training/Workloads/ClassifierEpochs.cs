using Experiments.Training.Checkpoints;
using Experiments.Training.Datasets;
using Experiments.Training.Health;

namespace Experiments.Training.Workloads;

/// <summary>Adapts a classifier's trainer to the epoch loop.</summary>
/// <param name="trainer">The trainer.</param>
/// <param name="validation">The set on which each epoch is evaluated.</param>
/// <param name="time">The clock that measures the duration of the evaluation.</param>
internal sealed class ClassifierEpochs(ClassifierTrainer trainer, ImageSet validation, TimeProvider time)
    : IEpochTrainer
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
