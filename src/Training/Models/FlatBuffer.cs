using static TorchSharp.torch;

namespace Experiments.Training.Models;

/// <summary>
/// One contiguous tensor, handed out in views. An optimizer step is then a few operations over all parameters instead of
/// a few per parameter, and a checkpoint is one block of bytes.
/// </summary>
internal sealed class FlatBuffer : IDisposable
{
    private readonly List<Tensor> _views = [];
    private long _taken;

    /// <param name="size">Numbers in it, ≥ 0. All are 0 at first.</param>
    /// <param name="device">Where it lies.</param>
    public FlatBuffer(long size, Device device) => All = zeros(size, ScalarType.Float32, device).DetachFromDisposeScope();

    /// <summary>[size], float32.</summary>
    public Tensor All { get; }

    /// <summary>The next part that no one has taken yet, as a view of this shape; of none, a scalar.</summary>
    public Tensor Take(params long[] shape)
    {
        var count = shape.Aggregate(1L, (product, side) => product * side);
        using var part = All.narrow(0, _taken, count);
        var view = part.view(shape).DetachFromDisposeScope();
        _taken += count;
        _views.Add(view);
        return view;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _views.ForEach(view => view.Dispose());
        All.Dispose();
    }
}
