using Experiments.Contracts.Workloads;
using Experiments.Training.Datasets;
using Experiments.Training.Initialization;
using Experiments.Training.Models;
using Experiments.Training.Optimizers;
using Experiments.Training.Schedules;

namespace Experiments.Training.Workloads;

/// <summary>A trial's parameters, as the trainer uses them.</summary>
internal sealed record MlpSettings(
    MlpShape Shape, OptimizerSettings Optimizer, double LearningRate, LearningRateSchedule Schedule, string Loss,
    WeightInitialization Initialization, int BatchSize, int Epochs, long? TrainExamples, long Seed)
{
    /// <summary>Reads them, defaults filled in.</summary>
    /// <param name="parameters">Valid by the workload's schema.</param>
    /// <param name="data">What is trained on.</param>
    /// <param name="seed">Seed where the parameters name none.</param>
    public static MlpSettings Of(TrialParameters parameters, ImageDataset data, long seed)
    {
        var optimizer = new OptimizerSettings(
            parameters.Text("optimizer"), parameters.Number("momentum"), parameters.Flag("nesterov"),
            parameters.Number("weight_decay"));
        return new(
            ShapeOf(parameters, data),
            optimizer,
            parameters.Has("learning_rate") ? parameters.Number("learning_rate") : optimizer.DefaultLearningRate,
            Word<LearningRateSchedule>(parameters.Text("lr_schedule")),
            parameters.Text("loss"),
            WeightInitialization.Named(parameters.Text("init")),
            (int)parameters.Integer("batch_size"),
            (int)parameters.Integer("epochs"),
            parameters.Has("train_examples") ? parameters.Integer("train_examples") : null,
            parameters.Has("seed") ? parameters.Integer("seed") : seed);
    }

    private static MlpShape ShapeOf(TrialParameters parameters, ImageDataset data) => new(
        data.Pixels,
        [.. parameters.Integers("hidden_units").Select(width => (int)width)],
        data.Classes,
        Word<Activation>(parameters.Text("activation")),
        parameters.Flag("batch_norm"),
        parameters.Number("dropout"));

    /// <summary>The member that a sweep file writes as <c>leaky_relu</c> for LeakyRelu.</summary>
    private static T Word<T>(string word) where T : struct, Enum =>
        Enum.Parse<T>(word.Replace("_", "", StringComparison.Ordinal), ignoreCase: true);
}
