using System.Collections.Immutable;
using Experiments.Search.Methods.Cmaes;
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

    /// <param name="layers">Whose gradients, first layer to last.</param>
    /// <param name="batchesPerEpoch">Batches of an epoch, ≥ 1.</param>
    /// <param name="device">Where the gradients lie.</param>
    public GradientHealth(IReadOnlyCollection<WatchedLayer> layers, int batchesPerEpoch, Device device)
    {
        (_batches, _distance) = (batchesPerEpoch, Math.Max(LeastDistance, batchesPerEpoch / Looks));
        _sums = new(1 + layers.Sum(layer => 2 + layer.Units), device);
        _looks = _sums.Take();
        _watches =
        [
            .. layers.Select(layer => new Watch(
                layer, _sums.Take(), _sums.Take(), layer.ReluOutput is null ? null : _sums.Take(layer.Units))),
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
            if (watch.Layer.Gradient() is { } whole)
            {
                var gradient = whole.view(-1);
                watch.Sum.add_(gradient.sum(), Scalars.One);
                watch.Squares.add_(gradient.dot(gradient), Scalars.One);
            }

            if (watch.Greatest is { } greatest)
                greatest.copy_(maximum(greatest, watch.Layer.ReluOutput!().view(-1, greatest.shape[0]).amax([0L])));
        }
    }

    /// <summary>What was seen since the epoch began, first layer to last.</summary>
    public ImmutableArray<LayerGradients> Read()
    {
        using var scope = NewDisposeScope();
        var looks = _looks.Number();
        return [.. _watches.Select(watch =>
        {
            var count = watch.Layer.Weights * looks;
            var (mean, square) = (watch.Sum.Number() / count, watch.Squares.Number() / count);
            return new LayerGradients(
                watch.Layer.Name,
                mean,
                Math.Sqrt(Math.Max(0, square - mean * mean)),
                Math.Sqrt(watch.Squares.Number() / looks),
                watch.Greatest?.le(Scalars.Keep(0)).to(ScalarType.Float32).mean().Number());
        })];
    }

    /// <inheritdoc/>
    public void Dispose() => _sums.Dispose();

    /// <summary>A layer, and where its sums are.</summary>
    /// <param name="Layer">The layer.</param>
    /// <param name="Sum">Of all gradients, a scalar.</param>
    /// <param name="Squares">Of their squares, a scalar.</param>
    /// <param name="Greatest">What each unit of its ReLUs gave at most, [units]; null: it has none.</param>
    private sealed record Watch(WatchedLayer Layer, Tensor Sum, Tensor Squares, Tensor? Greatest);
}
