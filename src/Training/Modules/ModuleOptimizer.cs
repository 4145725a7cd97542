using TorchSharp.Modules;

namespace Experiments.Training.Modules;

/// <summary>Updates the parameters of a module. Must be used within a dispose scope.</summary>
internal abstract class ModuleOptimizer : IDisposable
{
    /// <summary>The optimizer's name, as stored in checkpoints.</summary>
    public abstract string Name { get; }

    /// <summary>The learning rate before any schedule.</summary>
    public abstract double LearningRate { get; }

    /// <summary>Clears the gradients of the last batch.</summary>
    public abstract void ClearGradients();

    /// <summary>Scales the gradient of all parameters so that its norm is at most <paramref name="longest"/>.</summary>
    public abstract void Clip(double longest);

    /// <summary>Performs one optimizer step.</summary>
    /// <param name="share">The factor by which the schedule multiplies learning rates.</param>
    public abstract void Step(double share);

    /// <summary>Returns the state that is needed to resume.</summary>
    public abstract byte[] Save();

    /// <summary>Restores a state that <see cref="Save"/> returned.</summary>
    public abstract void Load(ReadOnlySpan<byte> state);

    /// <inheritdoc/>
    public abstract void Dispose();

    /// <summary>Returns the trainable parameters.</summary>
    protected static IReadOnlyList<Parameter> Learning(IEnumerable<Parameter> parameters) =>
        [.. parameters.Where(parameter => parameter.requires_grad)];
}
