using System.Collections.Immutable;
using Experiments.Contracts.Metrics;
using Experiments.Contracts.Sweeps;
using static Experiments.Workloads.ParameterRule;

namespace Experiments.Contracts.Workloads;

/// <summary>The built-in workloads, by name.</summary>
public static class BuiltInWorkloads
{
    /// <summary>The names of the datasets that built-in workloads train on.</summary>
    public static ImmutableArray<string> Datasets { get; } = ["mnist", "fashion-mnist", "kmnist", "digits"];

    private static readonly ImmutableArray<WorkloadParameter> Training =
    [
        new("optimizer", "The algorithm that updates the weights.",
            new OneOf(["sgd", "adam", "adamw", "rmsprop", "adagrad"]), new ParameterValue.Text("adam")),
        new("learning_rate",
            "The step size of the optimizer; by default 0.01 for sgd and adagrad, 0.001 for the others.",
            new Real(0, 1000, MinExcluded: true), null) { Aliases = ["lr"] },
        new("momentum", "The momentum of sgd and rmsprop; other optimizers ignore it.",
            new Real(0, 1, MaxExcluded: true), new ParameterValue.Number(0)),
        new("nesterov", "Whether sgd uses Nesterov momentum, with a momentum above 0.",
            new YesNo(), new ParameterValue.Flag(false)),
        new("weight_decay", "The L2 penalty on the weights; decoupled for adamw.",
            new Real(0, 1000), new ParameterValue.Number(0)),
        new("lr_schedule", "How the learning rate changes over a trial.",
            new OneOf(["constant", "cosine", "step", "one_cycle"]), new ParameterValue.Text("constant")),
        new("loss", "The loss function to minimise.",
            new OneOf(["cross_entropy", "mse"]), new ParameterValue.Text("cross_entropy")),
        new("label_smoothing",
            "The fraction of the target that is spread over all classes in training; validation does not use it.",
            new Real(0, 1, MaxExcluded: true), new ParameterValue.Number(0)),
        new("gradient_clip",
            "The maximum norm of the gradient over all weights, to which a larger one is scaled down; "
            + "by default no limit.",
            new Real(0, 1e9, MinExcluded: true), null),
        new("activation", "The activation function between layers.",
            new OneOf(["relu", "sigmoid", "tanh", "gelu", "leaky_relu"]), new ParameterValue.Text("relu")),
        new("dropout", "The fraction of activations dropped after each hidden layer in training.",
            new Real(0, 1, MaxExcluded: true), new ParameterValue.Number(0)),
        new("hidden_units", "The width of the hidden layer, or a list with the width of each hidden layer.",
            new Widths(1, 65_536, 64), new ParameterValue.Integer(128)),
        new("batch_norm", "Whether to use batch normalisation before each activation.",
            new YesNo(), new ParameterValue.Flag(false)),
        new("batch_size", "The number of examples per optimizer step.",
            new Whole(1, 1_000_000), new ParameterValue.Integer(64)),
        new("epochs", "The number of passes over the training set.",
            new Whole(1, 1_000_000), new ParameterValue.Integer(5)),
        new("train_examples", "The number of training examples to use, from the start of the set; by default all.",
            new Whole(1, 100_000_000), null),
        new("init", "How the weights are initialised.",
            new OneOf(["kaiming_uniform", "kaiming_normal", "xavier_uniform", "xavier_normal", "normal"]),
            new ParameterValue.Text("kaiming_uniform")),
        new("stop_on",
            "Ends the trial as failed after an epoch in which a layer's gradients have one of these problems; "
            + "by default never.",
            new SomeOf(["vanishing", "exploding", "dead_relu"]), null),
        new("seed",
            "The seed of the trial's random numbers; by default derived from the sweep's seed and the trial's number.",
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
        new("channels",
            "The output channels of the convolution in each block, first to last; each block halves the image size.",
            new Widths(1, 4096, 4),
            new ParameterValue.List([new ParameterValue.Integer(16), new ParameterValue.Integer(32)])),
        new("kernel_size", "The side of the convolution kernel, in pixels.",
            new Whole(1, 15), new ParameterValue.Integer(3)),
        .. Training,
    ], Objectives);

    /// <summary>A workload that waits instead of training, for trying and measuring the cluster itself.</summary>
    public static WorkloadSchema Wait { get; } = new("wait", NeedsDataset: false,
    [
        new("seconds", "The total duration of a trial, in seconds.", new Real(0, 86_400), new ParameterValue.Number(0)),
        new("epochs", "The number of reports, at equal intervals.",
            new Whole(1, 1_000_000), new ParameterValue.Integer(1)),
        new("value", "The value to report as 'value', multiplied by the fraction of epochs that are done.",
            new Real(-1e300, 1e300), new ParameterValue.Number(0)),
    ], [new("value", Goal.Minimize)]);

    /// <summary>All built-in workloads.</summary>
    public static ImmutableArray<WorkloadSchema> All { get; } = [Mlp, Cnn, Wait];

    /// <summary>Returns the schema of a sweep's workload, or null if it is not a built-in one.</summary>
    public static WorkloadSchema? SchemaOf(WorkloadSpec workload) =>
        workload is WorkloadSpec.BuiltIn { Name: var name } ? Find(name) : null;

    /// <summary>Returns the workload with this name, or null if there is none.</summary>
    public static WorkloadSchema? Find(string name) => All.FirstOrDefault(schema => schema.Name == name);
}
