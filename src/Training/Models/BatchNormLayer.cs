using static TorchSharp.torch;

namespace Experiments.Training.Models;

/// <summary>
/// Batch normalization (Ioffe, Szegedy, 2015): each feature, or each channel of images, is scaled to mean 0 and
/// variance 1 over the batch, then scaled and shifted by learned factors. Evaluation uses running statistics, updated
/// with weight 0.1. The running variance is unbiased.
/// </summary>
internal sealed class BatchNormLayer : Layer
{
    private const double Epsilon = 1e-5;
    private const double Update = 0.1;

    private readonly Tensor _scaleGradient;
    private readonly Tensor _shiftGradient;
    private Tensor? _normalised;
    private Tensor? _inverseDeviation;

    /// <param name="shape">The layer's name and number of features, which is the last dimension of its input.</param>
    /// <param name="values">The buffer from which scale and shift are taken.</param>
    /// <param name="gradients">The buffer from which their gradients are taken.</param>
    /// <param name="statistics">The buffer from which the running mean and variance are taken.</param>
    public BatchNormLayer(
        LayerShape.Normalisation shape, FlatBuffer values, FlatBuffer gradients, FlatBuffer statistics)
    {
        var width = shape.Width;
        Name = shape.Name;
        (Scale, Shift) = (values.Take(width), values.Take(width));
        (_scaleGradient, _shiftGradient) = (gradients.Take(width), gradients.Take(width));
        (Mean, Variance) = (statistics.Take(width), statistics.Take(width));
        Scale.fill_(Scalars.Keep(1));
        Variance.fill_(Scalars.Keep(1));
    }

    /// <summary>The layer's name within the network.</summary>
    public string Name { get; }

    /// <summary>The learned scale, [width].</summary>
    public Tensor Scale { get; }

    /// <summary>The learned shift, [width].</summary>
    public Tensor Shift { get; }

    /// <summary>The running mean, [width].</summary>
    public Tensor Mean { get; }

    /// <summary>The running variance, [width].</summary>
    public Tensor Variance { get; }

    public override Tensor Forward(Tensor input, Generator? training)
    {
        if (training is null)
            return (input - Mean).mul_(Variance.add(Scalars.Keep(Epsilon), Scalars.One).rsqrt_()).mul_(Scale)
                .add_(Shift, Scalars.One);

        var count = input.numel() / Scale.shape[0];
        var mean = input.mean(AllButLast(input));
        var centred = input - mean;
        var variance = centred.pow(Scalars.Keep(2)).mean(AllButLast(input));
        Mean.MoveToward(mean, Update);
        Variance.MoveToward(variance * Scalars.Keep((double)count / Math.Max(count - 1, 1)), Update);
        _inverseDeviation = variance.add_(Scalars.Keep(Epsilon), Scalars.One).rsqrt_();
        _normalised = centred.mul_(_inverseDeviation);
        return (_normalised * Scale).add_(Shift, Scalars.One);
    }

    public override Tensor Backward(Tensor gradient)
    {
        var count = gradient.numel() / Scale.shape[0];
        _shiftGradient.copy_(gradient.sum(AllButLast(gradient)));
        _scaleGradient.copy_((gradient * _normalised!).sum(AllButLast(gradient)));
        var mean = _shiftGradient / Scalars.Keep(count);
        var slope = _scaleGradient / Scalars.Keep(count);
        return gradient.sub_(mean).sub_(_normalised! * slope).mul_(_inverseDeviation! * Scale);
    }

    private static long[] AllButLast(Tensor tensor) =>
        [.. Enumerable.Range(0, tensor.shape.Length - 1).Select(i => (long)i)];
}
