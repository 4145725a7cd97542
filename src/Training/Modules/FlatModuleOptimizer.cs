using System.Buffers.Binary;
using Experiments.Training.Checkpoints;
using Experiments.Training.Models;
using Experiments.Training.Optimizers;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Experiments.Training.Modules;

/// <summary>
/// A built-in optimizer for a module. The module's parameters become views of one flat tensor and their gradients views
/// of another, so that a step is a few operations over all parameters.
/// </summary>
internal sealed class FlatModuleOptimizer : ModuleOptimizer
{
    private readonly FlatBuffer _values;
    private readonly FlatBuffer _gradients;
    private readonly Optimizer _optimizer;

    /// <param name="parameters">The module's parameters, on their device.</param>
    /// <param name="settings">The optimizer and its constants.</param>
    /// <param name="learningRate">The learning rate before any schedule, &gt; 0.</param>
    /// <exception cref="UserErrorException">
    /// A trainable parameter is not float32, or the module has no trainable parameters.
    /// </exception>
    public FlatModuleOptimizer(IEnumerable<Parameter> parameters, OptimizerSettings settings, double learningRate)
    {
        var learning = Learning(parameters);
        if (learning.Count == 0)
            throw new UserErrorException("the module has no parameter that learns: give it a layer with weights");
        if (learning.FirstOrDefault(parameter => parameter.dtype != ScalarType.Float32) is { } other)
        {
            throw new UserErrorException(
                $"the module has parameters of type {other.dtype}, and the built-in optimizers move Float32 alone: "
                + "give ModuleSetup.Optimizer one of torch.optim");
        }

        (Name, LearningRate) = (settings.Name, learningRate);
        var size = learning.Sum(parameter => parameter.numel());
        _values = new(size, learning[0].device);
        _gradients = new(size, learning[0].device);
        using var unrecorded = no_grad();
        foreach (var parameter in learning)
        {
            var value = _values.Take(parameter.shape);
            value.copy_(parameter);
            parameter.set_(value);
            parameter.grad = _gradients.Take(parameter.shape);
        }

        _optimizer = Optimizer.Create(settings, _values.All, _gradients.All);
    }

    public override string Name { get; }

    public override double LearningRate { get; }

    public override void ClearGradients() => _gradients.All.zero_();

    public override void Clip(double longest)
    {
        using var unrecorded = no_grad();
        GradientClip.Apply(_gradients.All, longest);
    }

    public override void Step(double share)
    {
        using var unrecorded = no_grad();
        _optimizer.Step(LearningRate * share);
    }

    public override byte[] Save()
    {
        using var scope = NewDisposeScope();
        var steps = new byte[sizeof(long)];
        BinaryPrimitives.WriteInt64LittleEndian(steps, _optimizer.Steps);
        return [.. steps, .. _optimizer.State.SelectMany(tensor => tensor.cpu().bytes.ToArray())];
    }

    public override void Load(ReadOnlySpan<byte> state)
    {
        _optimizer.Steps = BinaryPrimitives.ReadInt64LittleEndian(state);
        state = state[sizeof(long)..];
        foreach (var tensor in _optimizer.State)
            CheckpointFormat.Take(ref state, tensor);
    }

    public override void Dispose()
    {
        _optimizer.Dispose();
        _values.Dispose();
        _gradients.Dispose();
    }
}
