namespace Experiments.Training.Optimizers;

/// <summary>The optimizer to use, and its constants. Constants that do not apply to an optimizer are ignored.</summary>
/// <param name="Name">
/// The optimizer's name: <c>sgd</c>, <c>adam</c>, <c>adamw</c>, <c>rmsprop</c> or <c>adagrad</c>.
/// </param>
/// <param name="Momentum">The momentum of sgd and rmsprop, or 0 for none.</param>
/// <param name="Nesterov">Whether sgd with a momentum uses Nesterov's.</param>
/// <param name="WeightDecay">
/// The L2 penalty, which is added to the gradient. For adamw, the decay is applied to the weights instead.
/// </param>
internal sealed record OptimizerSettings(
    string Name, double Momentum = 0, bool Nesterov = false, double WeightDecay = 0)
{
    /// <summary>The learning rate if a trial specifies none.</summary>
    public double DefaultLearningRate => Name is "sgd" or "adagrad" ? 0.01 : 0.001;

    /// <summary>Reads the optimizer and the learning rate from a trial's parameters, including defaults.</summary>
    public static (OptimizerSettings Optimizer, double LearningRate) Read(TrialParameters parameters)
    {
        var optimizer = new OptimizerSettings(
            parameters.Text("optimizer"), parameters.Number("momentum"), parameters.Flag("nesterov"),
            parameters.Number("weight_decay"));
        return (optimizer,
            parameters.Has("learning_rate") ? parameters.Number("learning_rate") : optimizer.DefaultLearningRate);
    }
}
