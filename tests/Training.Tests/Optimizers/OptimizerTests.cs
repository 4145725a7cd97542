using Experiments.Training.Optimizers;
using Experiments.Training.Tests.Support;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Experiments.Training.Tests.Optimizers;

/// <summary>Compares each step with that of <c>torch.optim</c>.</summary>
public class OptimizerTests
{
    [Theory]
    [InlineData("sgd", 0, false, 0)]
    [InlineData("sgd", 0.9, false, 0)]
    [InlineData("sgd", 0.9, true, 0.01)]
    [InlineData("adam", 0, false, 0)]
    [InlineData("adam", 0, false, 0.05)]
    [InlineData("adamw", 0, false, 0.05)]
    [InlineData("rmsprop", 0, false, 0)]
    [InlineData("rmsprop", 0.8, false, 0.01)]
    [InlineData("adagrad", 0, false, 0)]
    [InlineData("adagrad", 0, false, 0.01)]
    public void Step_ManyTimes_GoesWhereTorchGoes(string name, double momentum, bool nesterov, double decay)
    {
        using var scope = NewDisposeScope();
        using var random = Near.Seeded(4);
        var start = randn([50], generator: random);
        var (values, gradients) = (start.clone(), zeros(50));
        using var optimizer = Optimizer.Create(new(name, momentum, nesterov, decay), values, gradients);
        var parameter = new Parameter(start.clone());
        using var oracle = Oracle(name, momentum, nesterov, decay, parameter);

        for (var i = 0; i < 20; i++)
        {
            var gradient = randn([50], generator: random);
            gradients.copy_(gradient);
            optimizer.Step(0.02);
            parameter.grad = gradient;
            oracle.step();
            values.ShouldBeNear(parameter.detach());
        }
    }

    [Fact]
    public void Step_NesterovWithoutMomentum_IsPlainDescent()
    {
        using var scope = NewDisposeScope();
        var (values, gradients) = (zeros(3), ones(3));
        using var optimizer = Optimizer.Create(new("sgd", Momentum: 0, Nesterov: true), values, gradients);

        optimizer.Step(0.5);

        values.Numbers().ShouldBe([-0.5f, -0.5f, -0.5f]);
    }

    private static optim.Optimizer Oracle(
        string name, double momentum, bool nesterov, double decay, Parameter parameter) =>
        name switch
        {
            "sgd" => optim.SGD([parameter], 0.02, momentum, weight_decay: decay, nesterov: nesterov),
            "adam" => optim.Adam([parameter], 0.02, weight_decay: decay),
            "adamw" => optim.AdamW([parameter], 0.02, weight_decay: decay),
            "rmsprop" => optim.RMSProp([parameter], 0.02, weight_decay: decay, momentum: momentum),
            _ => optim.Adagrad([parameter], 0.02, weight_decay: decay),
        };
}
