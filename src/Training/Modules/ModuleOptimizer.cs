using TorchSharp.Modules;

namespace Experiments.Training.Modules;

/// <summary>What moves the parameters of a module. Used within a dispose scope.</summary>
internal abstract class ModuleOptimizer : IDisposable
{
    /// <summary>Its name, which a checkpoint says.</summary>
    public abstract string Name { get; }

    /// <summary>The learning rate before any schedule.</summary>
    public abstract double LearningRate { get; }

    /// <summary>Forgets the gradients of the last batch.</summary>
    public abstract void ClearGradients();

    /// <summary>Shortens the whole gradient to at most this length.</summary>
    public abstract void Clip(double longest);

    /// <summary>Takes one step.</summary>
    /// <param name="share">What the schedule multiplies learning rates by.</param>
    public abstract void Step(double share);

    /// <summary>All that is needed to go on.</summary>
    public abstract byte[] Save();

    /// <summary>Goes on from what <see cref="Save"/> gave.</summary>
    public abstract void Load(ReadOnlySpan<byte> state);

    /// <inheritdoc/>
    public abstract void Dispose();

    /// <summary>The parameters of a module that learn.</summary>
    protected static IReadOnlyList<Parameter> Learning(IEnumerable<Parameter> parameters) =>
        [.. parameters.Where(parameter => parameter.requires_grad)];
}
