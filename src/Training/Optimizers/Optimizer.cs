using static TorchSharp.torch;

namespace Experiments.Training.Optimizers;

/// <summary>
/// Moves all parameters of a model along their gradients, as one flat tensor. Formulas and constants are those of
/// <c>torch.optim</c>.
/// </summary>
internal abstract class Optimizer : IDisposable
{
    private readonly List<Tensor> _state = [];
    private readonly double _penalty;

    /// <param name="values">[parameters], changed by each step.</param>
    /// <param name="gradients">[parameters], read, and overwritten, by each step.</param>
    /// <param name="penalty">L2 penalty that is added to the gradient, ≥ 0.</param>
    protected Optimizer(Tensor values, Tensor gradients, double penalty)
    {
        Values = values;
        Gradients = gradients;
        _penalty = penalty;
    }

    /// <summary>Steps taken so far.</summary>
    public long Steps { get; set; }

    /// <summary>What must be kept to go on, besides <see cref="Steps"/>; each as long as the parameters.</summary>
    public IReadOnlyList<Tensor> State => _state;

    /// <summary>The parameters.</summary>
    protected Tensor Values { get; }

    /// <summary>Their gradients.</summary>
    protected Tensor Gradients { get; }

    /// <summary>The optimizer of <paramref name="settings"/>.</summary>
    public static Optimizer Create(OptimizerSettings settings, Tensor values, Tensor gradients) => settings.Name switch
    {
        "sgd" => new Sgd(values, gradients, settings),
        "adam" or "adamw" => new Adam(values, gradients, settings),
        "rmsprop" => new RmsProp(values, gradients, settings),
        "adagrad" => new Adagrad(values, gradients, settings),
        _ => throw new ArgumentOutOfRangeException(nameof(settings), settings.Name, "Not an optimizer."),
    };

    /// <summary>Takes one step. Called within a dispose scope, without gradient recording.</summary>
    public void Step(double learningRate)
    {
        Steps++;
        if (_penalty > 0)
            Gradients.add_(Values, Scalars.Keep(_penalty));
        Move(learningRate);
    }

    /// <inheritdoc/>
    public void Dispose() => _state.ForEach(tensor => tensor.Dispose());

    /// <summary>Changes <see cref="Values"/>; <see cref="Steps"/> counts this step already.</summary>
    protected abstract void Move(double learningRate);

    /// <summary>A part of the state, 0 at first.</summary>
    protected Tensor NewState()
    {
        var tensor = zeros_like(Values).DetachFromDisposeScope();
        _state.Add(tensor);
        return tensor;
    }
}
