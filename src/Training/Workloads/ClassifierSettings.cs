using System.Collections.Immutable;
using Experiments.Contracts.Metrics;
using Experiments.Training.Datasets;
using Experiments.Training.Initialization;
using Experiments.Training.Models;
using Experiments.Training.Optimizers;
using Experiments.Training.Schedules;

namespace Experiments.Training.Workloads;

/// <summary>The settings of a classifier's training.</summary>
internal sealed record ClassifierSettings(
    ModelDescription Model, OptimizerSettings Optimizer, double LearningRate, LearningRateSchedule Schedule,
    WeightInitialization Initialization, int BatchSize, int Epochs, long? TrainExamples, long Seed)
{
    /// <summary>The share of each target that is distributed over all classes in training.</summary>
    public double LabelSmoothing { get; init; }

    /// <summary>The maximum norm of the gradient, or null if it is not clipped.</summary>
    public double? GradientClip { get; init; }

    /// <summary>The layer health values that end the trial.</summary>
    public ImmutableArray<LayerHealth> StopOn { get; init; } = [];

    /// <summary>Whether gradients are monitored. False only in a benchmark that measures the cost.</summary>
    public bool WatchesGradients { get; init; } = true;

    /// <summary>Reads the settings from a trial's parameters.</summary>
    /// <param name="workload">The workload: <c>mlp</c> or <c>cnn</c>.</param>
    /// <param name="parameters">The trial's parameters, including defaults, valid by the workload's schema.</param>
    /// <param name="data">The dataset to train on.</param>
    /// <param name="seed">The seed to use if the parameters specify none.</param>
    public static ClassifierSettings Read(string workload, TrialParameters parameters, ImageDataset data, long seed)
    {
        var (optimizer, rate) = OptimizerSettings.Read(parameters);
        return new(
            new(workload, data.Name, data.Scale, parameters.Text("loss"), ShapeOf(parameters, data)),
            optimizer,
            rate,
            EnumWords.Parse<LearningRateSchedule>(parameters.Text("lr_schedule")),
            WeightInitialization.Named(parameters.Text("init")),
            (int)parameters.Integer("batch_size"),
            (int)parameters.Integer("epochs"),
            parameters.Has("train_examples") ? parameters.Integer("train_examples") : null,
            parameters.Has("seed") ? parameters.Integer("seed") : seed)
        {
            LabelSmoothing = parameters.Number("label_smoothing"),
            GradientClip = parameters.Has("gradient_clip") ? parameters.Number("gradient_clip") : null,
            StopOn = parameters.Has("stop_on")
                ? [.. parameters.Texts("stop_on").Select(EnumWords.Parse<LayerHealth>)]
                : [],
        };
    }

    private static NetworkShape ShapeOf(TrialParameters parameters, ImageDataset data) => new(
        RawImages.Side,
        parameters.Has("channels") ? Widths(parameters, "channels") : [],
        parameters.Has("kernel_size") ? (int)parameters.Integer("kernel_size") : 0,
        Widths(parameters, "hidden_units"),
        data.Classes,
        EnumWords.Parse<Activation>(parameters.Text("activation")),
        parameters.Flag("batch_norm"),
        parameters.Number("dropout"));

    private static ImmutableArray<int> Widths(TrialParameters parameters, string name) =>
        [.. parameters.Integers(name).Select(width => (int)width)];
}
