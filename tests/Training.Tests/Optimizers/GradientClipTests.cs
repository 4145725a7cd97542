using Experiments.Training.Optimizers;
using Experiments.Training.Tests.Support;
using static TorchSharp.torch;

namespace Experiments.Training.Tests.Optimizers;

public class GradientClipTests
{
    [Theory]
    [InlineData(1, 1)]
    [InlineData(5, 5)]
    [InlineData(20, 5)]
    public void Apply_AnyLimit_ShortensWhatIsLongerAndKeepsItsDirection(double longest, double length)
    {
        using var scope = NewDisposeScope();
        var gradient = tensor(new[] { 3f, 0f, -4f });

        GradientClip.Apply(gradient, longest);

        gradient.ShouldBeNear(tensor(new[] { 3f, 0f, -4f }) * (length / 5));
    }

    [Fact]
    public void Apply_NoGradient_LeavesZero()
    {
        using var scope = NewDisposeScope();
        var gradient = zeros(3);

        GradientClip.Apply(gradient, 1);

        gradient.ShouldBeNear(zeros(3));
    }
}
