using static TorchSharp.torch;

namespace Experiments.Training.Datasets;

/// <summary>Images and their labels, in memory.</summary>
/// <param name="Images">The images, [images, pixels], float32, normalized.</param>
/// <param name="Labels">The zero-based labels, [images], int64.</param>
public sealed record ImageSet(Tensor Images, Tensor Labels) : IDisposable
{
    /// <summary>
    /// The number of images that are evaluated at once. With many more, a convolution's data no longer fits into the
    /// processor's caches.
    /// </summary>
    private const long AtOnce = 250;

    /// <summary>The number of images.</summary>
    public long Count => Labels.shape[0];

    /// <summary>Returns consecutive images, as a view that must be disposed separately.</summary>
    public ImageSet Slice(long start, long count) => new(
        Images.narrow(0, start, count).DetachFromDisposeScope(),
        Labels.narrow(0, start, count).DetachFromDisposeScope());

    /// <summary>
    /// Returns the set in parts that are evaluated one after another. Each part is disposed when the next one is
    /// requested.
    /// </summary>
    public IEnumerable<ImageSet> Parts()
    {
        for (long start = 0; start < Count; start += AtOnce)
        {
            using var part = Slice(start, Math.Min(AtOnce, Count - start));
            yield return part;
        }
    }

    /// <summary>Returns the set on another device. The tensors are shared if they are on that device already.</summary>
    public ImageSet On(Device device) => new(Images.to(device), Labels.to(device));

    /// <inheritdoc/>
    public void Dispose()
    {
        Images.Dispose();
        Labels.Dispose();
    }
}
