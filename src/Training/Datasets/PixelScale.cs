using static TorchSharp.torch;

namespace Experiments.Training.Datasets;

/// <summary>
/// The scaling that turns a pixel of 0 to 255 into an input of a network: (pixel − Mean) / Deviation.
/// </summary>
/// <param name="Mean">The mean of all pixels of the training images.</param>
/// <param name="Deviation">The standard deviation of these pixels, &gt; 0.</param>
public readonly record struct PixelScale(double Mean, double Deviation)
{
    /// <summary>
    /// Scales images of bytes, stored one after another, to [images, <paramref name="pixels"/>], float32.
    /// </summary>
    /// <param name="images">The pixels of the images.</param>
    /// <param name="pixels">The number of pixels per image.</param>
    public Tensor Apply(byte[] images, int pixels) =>
        tensor(images).view(-1, pixels).to(ScalarType.Float32).sub_(Scalars.Keep(Mean)).div_(Scalars.Keep(Deviation));
}
