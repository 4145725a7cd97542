using static TorchSharp.torch;

namespace Experiments.Training.Models;

/// <summary>
/// A contiguous tensor that is split into views. An optimizer step is then a few operations over all parameters instead
/// of a few per parameter, and a checkpoint is one block of bytes.
/// </summary>
internal sealed class FlatBuffer : IDisposable
{
    private readonly List<Tensor> _views = [];
    private long _taken;

    /// <param name="size">The number of elements, ≥ 0. All are initially 0.</param>
    /// <param name="device">The device of the tensor.</param>
    public FlatBuffer(long size, Device device) =>
        All = zeros(size, ScalarType.Float32, device).DetachFromDisposeScope();

    /// <summary>The whole tensor, [size], float32.</summary>
    public Tensor All { get; }

    /// <summary>Returns the next free part as a view of the given shape, or as a scalar if no shape is given.</summary>
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
