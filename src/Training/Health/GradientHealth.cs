using System.Collections.Immutable;
using Experiments.Training.Models;
using static TorchSharp.torch;

namespace Experiments.Training.Health;

/// <summary>
/// Samples the gradients of a few batches per epoch, so few that the cost is negligible. The sums stay on the device
/// until the epoch ends. They are part of a checkpoint, so that an interrupted epoch gives the same result as an
/// uninterrupted one.
/// </summary>
internal sealed class GradientHealth : IDisposable
{
    /// <summary>
    /// The minimum distance between two sampled batches, counted back from the last batch, which is always sampled.
    /// </summary>
    private const int LeastDistance = 16;

    /// <summary>The approximate number of sampled batches per epoch, if the epoch has enough batches.</summary>
    private const int Looks = 8;

    private readonly FlatBuffer _sums;
    private readonly Tensor _looks;
    private readonly ImmutableArray<Watch> _watches;
    private readonly int _batches;
    private readonly int _distance;

    /// <param name="layers">The layers whose gradients are sampled, first to last.</param>
    /// <param name="batchesPerEpoch">The number of batches per epoch, ≥ 1.</param>
    /// <param name="device">The device of the gradients.</param>
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

    /// <summary>All sums of the current epoch, float32.</summary>
    public Tensor State => _sums.All;

    /// <summary>Whether to sample a batch. Batches of an epoch are numbered from 0.</summary>
    public bool IsDue(int batch) => (_batches - 1 - batch) % _distance == 0;

    /// <summary>Clears the sums of the last epoch.</summary>
    public void Clear() => State.zero_();

    /// <summary>Adds the gradients of the last backward pass to the sums.</summary>
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

            if (watch.Greatest is { } greatest && watch.Layer.ReluOutput!() is { } output)
                greatest.copy_(maximum(greatest, output.view(-1, greatest.shape[0]).amax([0L])));
        }
    }

    /// <summary>Returns the statistics since the epoch began, first layer to last.</summary>
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

    /// <summary>A layer and its sums.</summary>
    /// <param name="Layer">The layer.</param>
    /// <param name="Sum">The sum of all gradients, a scalar.</param>
    /// <param name="Squares">The sum of their squares, a scalar.</param>
    /// <param name="Greatest">
    /// The maximum output of each unit of its ReLUs, [units], or null if it has no ReLUs.
    /// </param>
    private sealed record Watch(WatchedLayer Layer, Tensor Sum, Tensor Squares, Tensor? Greatest);
}
