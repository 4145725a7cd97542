using static TorchSharp.torch;

namespace Experiments.Training.Optimizers;

/// <summary>
/// Updates all parameters of a model, as one flat tensor. Formulas and constants are those of <c>torch.optim</c>.
/// </summary>
internal abstract class Optimizer : IDisposable
{
    private readonly List<Tensor> _state = [];
    private readonly double _penalty;

    /// <param name="values">The parameters, [parameters], which each step updates.</param>
    /// <param name="gradients">The gradients, [parameters], which each step reads and overwrites.</param>
    /// <param name="penalty">The L2 penalty that is added to the gradient, ≥ 0.</param>
    protected Optimizer(Tensor values, Tensor gradients, double penalty)
    {
        Values = values;
        Gradients = gradients;
        _penalty = penalty;
    }

    /// <summary>The number of steps performed so far.</summary>
    public long Steps { get; set; }

    /// <summary>
    /// The state that is needed to resume, besides <see cref="Steps"/>. Each tensor has as many elements as the
    /// parameters.
    /// </summary>
    public IReadOnlyList<Tensor> State => _state;

    /// <summary>The parameters.</summary>
    protected Tensor Values { get; }

    /// <summary>The gradients of the parameters.</summary>
    protected Tensor Gradients { get; }

    /// <summary>Creates the optimizer that <paramref name="settings"/> specify.</summary>
    public static Optimizer Create(OptimizerSettings settings, Tensor values, Tensor gradients) => settings.Name switch
    {
        "sgd" => new Sgd(values, gradients, settings),
        "adam" or "adamw" => new Adam(values, gradients, settings),
        "rmsprop" => new RmsProp(values, gradients, settings),
        "adagrad" => new Adagrad(values, gradients, settings),
        _ => throw new ArgumentOutOfRangeException(nameof(settings), settings.Name, "Not an optimizer."),
    };

    /// <summary>Performs one step. Must be called within a dispose scope, without gradient recording.</summary>
    public void Step(double learningRate)
    {
        Steps++;
        if (_penalty > 0)
            Gradients.add_(Values, Scalars.Keep(_penalty));
        Move(learningRate);
    }

    /// <inheritdoc/>
    public void Dispose() => _state.ForEach(tensor => tensor.Dispose());

    /// <summary>Updates <see cref="Values"/>. <see cref="Steps"/> already includes this step.</summary>
    protected abstract void Move(double learningRate);

    /// <summary>Creates a part of the state, initially 0.</summary>
    protected Tensor NewState()
    {
        var tensor = zeros_like(Values).DetachFromDisposeScope();
        _state.Add(tensor);
        return tensor;
    }
}
