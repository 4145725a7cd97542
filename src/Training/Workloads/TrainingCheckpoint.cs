using Experiments.Contracts.Faults;
using Experiments.Training.Checkpoints;
using static TorchSharp.torch;

namespace Experiments.Training.Workloads;

/// <summary>
/// All that a trainer needs to go on, as bytes. The checkpoint of a trial that is done says so by its count of epochs.
/// </summary>
internal static class TrainingCheckpoint
{
    /// <summary>Where <paramref name="trainer"/> is.</summary>
    public static byte[] Write(ClassifierTrainer trainer) => CheckpointFormat.Write(
        new CheckpointHeader(
            trainer.Settings.Model, trainer.Settings.Optimizer.Name, trainer.Optimizer.Steps, trainer.Progress),
        Tensors(trainer));

    /// <summary>Brings a trainer to where the checkpoint was taken.</summary>
    /// <exception cref="UserErrorException">The bytes are damaged, of another version, or of another model.</exception>
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
