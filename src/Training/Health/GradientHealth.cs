using System.Collections.Immutable;
using Experiments.Training.Models;
using TorchSharp;
using static TorchSharp.torch;

namespace Experiments.Training.Health;

/// <summary>
/// Looks at the gradients of a few batches of an epoch, so few that it costs next to nothing. Sums stay on the device
/// until the epoch ends; what they are is part of a checkpoint, so that an epoch that was interrupted ends as one that was
/// not.
/// </summary>
internal sealed class GradientHealth : IDisposable
{
    /// <summary>At most one batch in so many is looked at, counted from the last, which always is.</summary>
    private const int LeastDistance = 16;

    /// <summary>About so many batches of an epoch are looked at where it has enough.</summary>
    private const int Looks = 8;

    private readonly FlatBuffer _sums;
    private readonly Tensor _looks;
    private readonly ImmutableArray<Watch> _watches;
    private readonly int _batches;
    private readonly int _distance;

    /// <param name="network">Whose gradients.</param>
    /// <param name="batchesPerEpoch">Batches of an epoch, ≥ 1.</param>
    public GradientHealth(Network network, int batchesPerEpoch)
    {
        (_batches, _distance) = (batchesPerEpoch, Math.Max(LeastDistance, batchesPerEpoch / Looks));
        var layers = Pairs(network).ToImmutableArray();
        _sums = new(1 + layers.Sum(pair => 2 + Units(pair)), network.Values.device);
        _looks = _sums.Take();
        _watches =
        [
            .. layers.Select(pair => new Watch(
                pair.Weighted, pair.Relu, _sums.Take(), _sums.Take(), pair.Relu is null ? null : _sums.Take(Units(pair)))),
        ];
    }

    /// <summary>All that was summed up in this epoch, float32.</summary>
    public Tensor State => _sums.All;

    /// <summary>Whether to look at this batch, from 0, of an epoch.</summary>
    public bool IsDue(int batch) => (_batches - 1 - batch) % _distance == 0;

    /// <summary>Forgets the last epoch.</summary>
    public void Clear() => State.zero_();

    /// <summary>Adds the gradients that the last backward pass left.</summary>
    public void Look()
    {
        _looks.add_(Scalars.Keep(1), Scalars.One);
        foreach (var watch in _watches)
        {
            var gradient = watch.Weighted.WeightGradient.view(-1);
            watch.Sum.add_(gradient.sum(), Scalars.One);
            watch.Squares.add_(gradient.dot(gradient), Scalars.One);
            if (watch.Greatest is { } greatest)
                greatest.copy_(maximum(greatest, watch.Relu!.Output.view(-1, greatest.shape[0]).amax([0L])));
        }
    }

    /// <summary>What was seen since the epoch began, first layer to last.</summary>
    public ImmutableArray<LayerGradients> Read()
    {
        using var scope = NewDisposeScope();
        var looks = _looks.Number();
        return [.. _watches.Select(watch =>
        {
            var count = watch.Weighted.WeightGradient.numel() * looks;
            var (mean, square) = (watch.Sum.Number() / count, watch.Squares.Number() / count);
            return new LayerGradients(
                watch.Weighted.Name,
                mean,
                Math.Sqrt(Math.Max(0, square - mean * mean)),
                Math.Sqrt(watch.Squares.Number() / looks),
                watch.Greatest?.le(Scalars.Keep(0)).to(ScalarType.Float32).mean().Number());
        })];
    }

    /// <inheritdoc/>
    public void Dispose() => _sums.Dispose();

    /// <summary>Each layer with weights, and the ReLUs after it.</summary>
    private static IEnumerable<(WeightedLayer Weighted, ActivationLayer? Relu)> Pairs(Network network)
    {
        for (var i = 0; i < network.Layers.Length; i++)
        {
            if (network.Layers[i] is not WeightedLayer weighted)
                continue;
            var relu = network.Layers.Skip(i + 1).TakeWhile(layer => layer is not WeightedLayer)
                .OfType<ActivationLayer>().SingleOrDefault(layer => layer.Kind == Activation.Relu);
            yield return (weighted, relu);
        }
    }

    private static long Units((WeightedLayer Weighted, ActivationLayer? Relu) pair) =>
        pair.Relu is null ? 0 : pair.Weighted.Bias.shape[0];

    /// <summary>A layer, and where its sums are.</summary>
    /// <param name="Weighted">The layer.</param>
    /// <param name="Relu">The ReLUs after it.</param>
    /// <param name="Sum">Of all gradients, a scalar.</param>
    /// <param name="Squares">Of their squares, a scalar.</param>
    /// <param name="Greatest">What each unit gave at most, [units].</param>
    private sealed record Watch(
        WeightedLayer Weighted, ActivationLayer? Relu, Tensor Sum, Tensor Squares, Tensor? Greatest);
}
