using Experiments.Training.Checkpoints;
using static TorchSharp.torch;

namespace Experiments.Training.Workloads;

/// <summary>
/// Writes and restores the state that a trainer needs to resume. The number of epochs in a checkpoint shows whether the
/// trial is completed.
/// </summary>
internal static class TrainingCheckpoint
{
    /// <summary>Writes the current state of <paramref name="trainer"/>.</summary>
    public static byte[] Write(ClassifierTrainer trainer) => CheckpointFormat.Write(
        new CheckpointHeader(
            trainer.Settings.Model, trainer.Settings.Optimizer.Name, trainer.Optimizer.Steps, trainer.Progress),
        Tensors(trainer));

    /// <summary>Restores a trainer to the state in which the checkpoint was written.</summary>
    /// <exception cref="UserErrorException">
    /// The bytes are damaged, or were written by another version or for another model.
    /// </exception>
    public static void Restore(ReadOnlySpan<byte> data, ClassifierTrainer trainer)
    {
        var header = CheckpointFormat.Read(data, out var rest);
        if (header.Model != trainer.Settings.Model || header.Optimizer != trainer.Settings.Optimizer.Name)
            throw CheckpointEnvelope.Unusable("it is of another model or optimizer");
        foreach (var tensor in Tensors(trainer))
            CheckpointFormat.Take(ref rest, tensor);
        trainer.Optimizer.Steps = header.OptimizerSteps;
        trainer.Progress = header.Progress;
    }

    private static Tensor[] Tensors(ClassifierTrainer trainer) =>
        [trainer.Model.Values, trainer.Model.Statistics, .. trainer.Optimizer.State, trainer.Health.State];
}
