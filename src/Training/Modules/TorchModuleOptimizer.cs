using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Experiments.Training.Modules;

/// <summary>An optimizer of <c>torch.optim</c>, with its own state and its own learning rates.</summary>
internal sealed class TorchModuleOptimizer : ModuleOptimizer
{
    private readonly OptimizerHelper _optimizer;
    private readonly IReadOnlyList<Parameter> _parameters;
    private readonly IReadOnlyList<(optim.ILearningRateController Group, double Rate)> _groups;

    /// <param name="parameters">The module's parameters, on their device.</param>
    /// <param name="make">Creates the optimizer for these parameters.</param>
    /// <exception cref="UserErrorException">
    /// The optimizer's state cannot be saved, or a step of it needs a closure.
    /// </exception>
    public TorchModuleOptimizer(
        IEnumerable<Parameter> parameters, Func<IEnumerable<Parameter>, optim.Optimizer> make)
    {
        _parameters = Learning(parameters);
        var optimizer = make(_parameters);
        if (optimizer is not OptimizerHelper helper || optimizer is LBFGS)
        {
            throw new UserErrorException(
                $"optimizer {optimizer.GetType().Name} cannot be used: it needs a closure, or has no state that "
                + "can be saved; "
                + "use another one of torch.optim");
        }

        _optimizer = helper;
        _groups = [.. optimizer.ParamGroups.Select(group => (group, group.LearningRate))];
    }

    public override string Name => $"torch.optim.{_optimizer.GetType().Name}";

    public override double LearningRate => _groups[0].Rate;

    public override void ClearGradients() => _optimizer.zero_grad();

    public override void Clip(double longest) => nn.utils.clip_grad_norm_(_parameters, longest);

    public override void Step(double share)
    {
        foreach (var (group, rate) in _groups)
            group.LearningRate = rate * share;
        _optimizer.step();
    }

    public override byte[] Save()
    {
        using var bytes = new MemoryStream();
        using var writer = new BinaryWriter(bytes);
        _optimizer.save_state_dict(writer);
        writer.Flush();
        return bytes.ToArray();
    }

    public override void Load(ReadOnlySpan<byte> state)
    {
        using var reader = new BinaryReader(new MemoryStream(state.ToArray(), writable: false));
        _optimizer.load_state_dict(reader);
    }

    public override void Dispose() => _optimizer.Dispose();
}
