using Experiments.Training.Initialization;
using Experiments.Training.Losses;
using Experiments.Training.Models;
using Experiments.Training.Tests.Support;
using static TorchSharp.torch;
using F = TorchSharp.torch.nn.functional;

namespace Experiments.Training.Tests.Models;

/// <summary>The derivatives that are written by hand, against those that torch finds by recording.</summary>
public class MlpGradientTests
{
    public static TheoryData<string, bool, string> Cases()
    {
        var cases = new TheoryData<string, bool, string>();
        foreach (var activation in Enum.GetNames<Activation>())
            foreach (var batchNorm in new[] { false, true })
                foreach (var loss in new[] { "cross_entropy", "mse" })
                    cases.Add(activation, batchNorm, loss);
        return cases;
    }

    [Theory, MemberData(nameof(Cases))]
    public void Backward_AnyActivationNormAndLoss_IsTheGradientThatAutogradFinds(string activation, bool batchNorm, string loss)
    {
        using var scope = NewDisposeScope();
        var shape = new MlpShape(12, [9, 7], 5, Enum.Parse<Activation>(activation), batchNorm, Dropout: 0);
        using var model = new Mlp(shape, CPU);
        model.Initialize(new WeightInitialization.Kaiming(Uniform: false), seed: 3);
        using var random = Near.Seeded(5);
        model.Values.add_(randn(model.Values.shape, generator: random), 0.1);
        var examples = randn([8, 12], generator: random);
        var labels = randint(0, 5, [8], ScalarType.Int64, generator: random);
        var recorded = model.Values.clone().requires_grad_();
        var kept = examples.clone();

        var (sum, gradient) = Loss.Named(loss).Measure(model.Forward(examples, random), labels);
        model.Backward(gradient);

        var expected = OracleLoss(recorded, shape, kept, labels, loss);
        expected.backward();
        (sum / 8).ShouldBeNear(expected.detach());
        model.Gradients.ShouldBeNear(recorded.grad!);
        examples.Same(kept).ShouldBeTrue("a forward pass must not change what it is given");
    }

    private static Tensor OracleLoss(Tensor values, MlpShape shape, Tensor input, Tensor labels, string loss)
    {
        long at = 0;
        long width = shape.Inputs;
        foreach (var next in shape.Hidden)
        {
            input = Linear(input, next);
            if (shape.BatchNorm)
            {
                var (scale, shift) = (Take(next), Take(next));
                input = F.batch_norm(input, zeros(next), ones(next), scale, shift, training: true);
            }

            input = shape.Activation switch
            {
                Activation.Relu => F.relu(input),
                Activation.Sigmoid => F.sigmoid(input),
                Activation.Tanh => F.tanh(input),
                Activation.Gelu => F.gelu(input),
                _ => F.leaky_relu(input, 0.01),
            };
            width = next;
        }

        var scores = Linear(input, shape.Classes);
        return loss == "mse"
            ? F.mse_loss(scores, F.one_hot(labels, shape.Classes).to(ScalarType.Float32))
            : F.cross_entropy(scores, labels);

        Tensor Linear(Tensor x, long outputs)
        {
            var weight = Take(width * outputs).view(width, outputs);
            return x.matmul(weight) + Take(outputs);
        }

        Tensor Take(long count)
        {
            at += count;
            return values.narrow(0, at - count, count);
        }
    }
}
