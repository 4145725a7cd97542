using System.Collections.Immutable;
using Experiments.Contracts.Metrics;
using Experiments.Search.Spaces;
using static Experiments.Workloads.ParameterRule;

namespace Experiments.Contracts.Workloads;

/// <summary>The workloads that come with this, by name.</summary>
public static class BuiltInWorkloads
{
    /// <summary>Names of the datasets that built-in workloads train on.</summary>
    public static ImmutableArray<string> Datasets { get; } = ["mnist", "fashion-mnist", "kmnist", "digits"];

    private static readonly ImmutableArray<WorkloadParameter> Training =
    [
        new("optimizer", "How weights follow gradients.",
            new OneOf(["sgd", "adam", "adamw", "rmsprop", "adagrad"]), new ParameterValue.Text("adam")),
        new("learning_rate", "Step size of the optimizer; by default 0.01 for sgd and adagrad, 0.001 for the others.",
            new Real(0, 1000, MinExcluded: true), null) { Aliases = ["lr"] },
        new("momentum", "Momentum of sgd and rmsprop; others do not use it.",
            new Real(0, 1, MaxExcluded: true), new ParameterValue.Number(0)),
        new("nesterov", "Nesterov's momentum, for sgd with a momentum above 0.",
            new YesNo(), new ParameterValue.Flag(false)),
        new("weight_decay", "L2 penalty of the weights; decoupled for adamw.",
            new Real(0, 1000), new ParameterValue.Number(0)),
        new("lr_schedule", "How the learning rate changes over a trial.",
            new OneOf(["constant", "cosine", "step", "one_cycle"]), new ParameterValue.Text("constant")),
        new("loss", "What is minimised.", new OneOf(["cross_entropy", "mse"]), new ParameterValue.Text("cross_entropy")),
        new("label_smoothing", "Share of the target that is spread over all classes in training; validation is measured without.",
            new Real(0, 1, MaxExcluded: true), new ParameterValue.Number(0)),
        new("gradient_clip", "Greatest length of the whole gradient, to which a longer one is shortened; by default any.",
            new Real(0, 1e9, MinExcluded: true), null),
        new("activation", "Non-linearity between layers.",
            new OneOf(["relu", "sigmoid", "tanh", "gelu", "leaky_relu"]), new ParameterValue.Text("relu")),
        new("dropout", "Share of activations dropped after each hidden layer in training.",
            new Real(0, 1, MaxExcluded: true), new ParameterValue.Number(0)),
        new("hidden_units", "Width of the hidden layer, or a list of widths, one for each.",
            new Widths(1, 65_536, 64), new ParameterValue.Integer(128)),
        new("batch_norm", "Batch normalisation before each activation.", new YesNo(), new ParameterValue.Flag(false)),
        new("batch_size", "Examples per optimizer step.", new Whole(1, 1_000_000), new ParameterValue.Integer(64)),
        new("epochs", "Passes over the training set.", new Whole(1, 1_000_000), new ParameterValue.Integer(5)),
        new("train_examples", "Training examples to use, the first ones of the set; by default all.",
            new Whole(1, 100_000_000), null),
        new("init", "How weights are drawn before training.",
            new OneOf(["kaiming_uniform", "kaiming_normal", "xavier_uniform", "xavier_normal", "normal"]),
            new ParameterValue.Text("kaiming_uniform")),
        new("stop_on", "Ends the trial as failed after an epoch in which a layer's gradients are so; by default never.",
            new SomeOf(["vanishing", "exploding", "dead_relu"]), null),
        new("seed", "Seed of the trial's randomness; by default made from the sweep's seed and the trial's number.",
            new Whole(0, long.MaxValue), null),
    ];

    private static readonly ImmutableArray<WorkloadObjective> Objectives =
    [
        new(MetricNames.ValAccuracy, Goal.Maximize), new(MetricNames.ValLoss, Goal.Minimize),
        new(MetricNames.TrainLoss, Goal.Minimize), new(MetricNames.TrainAccuracy, Goal.Maximize),
        new(MetricNames.EpochSeconds, Goal.Minimize), new(MetricNames.SamplesPerSecond, Goal.Maximize),
    ];

    /// <summary>A multi-layer perceptron that classifies images.</summary>
    public static WorkloadSchema Mlp { get; } = new("mlp", NeedsDataset: true, Training, Objectives);

    /// <summary>A convolutional network that classifies images.</summary>
    public static WorkloadSchema Cnn { get; } = new("cnn", NeedsDataset: true,
    [
        new("channels", "Outputs of the convolution in each block, first to last; each block halves the picture.",
            new Widths(1, 4096, 4), new ParameterValue.List([new ParameterValue.Integer(16), new ParameterValue.Integer(32)])),
        new("kernel_size", "Rows and columns of pixels that a convolution sees at once.",
            new Whole(1, 15), new ParameterValue.Integer(3)),
        .. Training,
    ], Objectives);

    /// <summary>Waits instead of training, so that the cluster itself can be tried and measured.</summary>
    public static WorkloadSchema Wait { get; } = new("wait", NeedsDataset: false,
    [
        new("seconds", "How long a trial takes in all.", new Real(0, 86_400), new ParameterValue.Number(0)),
        new("epochs", "How many times it reports, at equal distances.",
            new Whole(1, 1_000_000), new ParameterValue.Integer(1)),
        new("value", "What it reports as 'value', times the share of epochs that are done.",
            new Real(-1e300, 1e300), new ParameterValue.Number(0)),
    ], [new("value", Goal.Minimize)]);

    /// <summary>All of them.</summary>
    public static ImmutableArray<WorkloadSchema> All { get; } = [Mlp, Cnn, Wait];

    /// <summary>The one with this name, or null.</summary>
    public static WorkloadSchema? Find(string name) => All.FirstOrDefault(schema => schema.Name == name);
}
