using static TorchSharp.torch;

namespace Experiments.Training.Datasets;

/// <summary>Images and what they show, in memory.</summary>
/// <param name="Images">[images, pixels], float32, normalised.</param>
/// <param name="Labels">[images], int64, from 0.</param>
public sealed record ImageSet(Tensor Images, Tensor Labels) : IDisposable
{
    /// <summary>Images that are evaluated at once; of a convolution, many more fall out of the processor's caches.</summary>
    private const long AtOnce = 250;

    /// <summary>Images in it.</summary>
    public long Count => Labels.shape[0];

    /// <summary>A run of it, as a view that is disposed by itself.</summary>
    public ImageSet Slice(long start, long count) => new(
        Images.narrow(0, start, count).DetachFromDisposeScope(), Labels.narrow(0, start, count).DetachFromDisposeScope());

    /// <summary>All of it in parts, to be evaluated one after another; each is there until the next is asked for.</summary>
    public IEnumerable<ImageSet> Parts()
    {
        for (long start = 0; start < Count; start += AtOnce)
        {
            using var part = Slice(start, Math.Min(AtOnce, Count - start));
            yield return part;
        }
    }

    /// <summary>The same on another device; itself where it is there already.</summary>
    public ImageSet On(Device device) => new(Images.to(device), Labels.to(device));

    /// <inheritdoc/>
    public void Dispose()
    {
        Images.Dispose();
        Labels.Dispose();
    }
}
