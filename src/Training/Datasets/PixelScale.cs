using static TorchSharp.torch;

namespace Experiments.Training.Datasets;

/// <summary>How a pixel of 0 to 255 becomes a number that a network sees: (pixel − Mean) / Deviation.</summary>
/// <param name="Mean">Of all pixels of the training images.</param>
/// <param name="Deviation">Theirs, &gt; 0.</param>
public readonly record struct PixelScale(double Mean, double Deviation)
{
    /// <summary>Images of bytes, one after another, as [images, <paramref name="pixels"/>], float32.</summary>
    /// <param name="images">Their pixels.</param>
    /// <param name="pixels">Pixels of each.</param>
    public Tensor Apply(byte[] images, int pixels) =>
        tensor(images).view(-1, pixels).to(ScalarType.Float32).sub_(Scalars.Keep(Mean)).div_(Scalars.Keep(Deviation));
}
