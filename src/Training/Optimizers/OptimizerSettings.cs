using Experiments.Contracts.Workloads;

namespace Experiments.Training.Optimizers;

/// <summary>Which optimizer, and its constants; what it has no use for it does not read.</summary>
/// <param name="Name"><c>sgd</c>, <c>adam</c>, <c>adamw</c>, <c>rmsprop</c> or <c>adagrad</c>.</param>
/// <param name="Momentum">Of sgd and rmsprop; 0: none.</param>
/// <param name="Nesterov">Of sgd with a momentum.</param>
/// <param name="WeightDecay">L2 penalty, added to the gradient; for adamw taken off the weights instead.</param>
internal sealed record OptimizerSettings(string Name, double Momentum = 0, bool Nesterov = false, double WeightDecay = 0)
{
    /// <summary>Step size where a trial names none.</summary>
    public double DefaultLearningRate => Name is "sgd" or "adagrad" ? 0.01 : 0.001;

    /// <summary>What a trial's parameters, defaults filled in, name, and the learning rate with it.</summary>
    public static (OptimizerSettings Optimizer, double LearningRate) Read(TrialParameters parameters)
    {
        var optimizer = new OptimizerSettings(
            parameters.Text("optimizer"), parameters.Number("momentum"), parameters.Flag("nesterov"),
            parameters.Number("weight_decay"));
        return (optimizer, parameters.Has("learning_rate") ? parameters.Number("learning_rate") : optimizer.DefaultLearningRate);
    }
}
