using System.ComponentModel;
using Experiments.Training.Datasets;

namespace Experiments.Web.Models;

/// <summary>An image to classify.</summary>
internal sealed record PixelFields
{
    /// <summary>The brightness of each pixel.</summary>
    [Description(
        "The brightness of each of the 784 pixels of an image of 28×28, row by row, from 0 for the background to 1. As "
        + "in MNIST, a digit is light on dark, fits into 20×20 pixels, and its centre of mass is in the middle.")]
    public required IReadOnlyList<double> Pixels { get; init; }

    /// <summary>Returns the pixels, or refuses them.</summary>
    /// <exception cref="UserErrorException">They are not 784 numbers from 0 to 1.</exception>
    public IReadOnlyCollection<float> Check()
    {
        if (Pixels.Count != RawImages.Pixels)
            throw new UserErrorException(
                $"'pixels' must be the {RawImages.Pixels} numbers of an image of {RawImages.Side}×{RawImages.Side}, "
                + $"not {Pixels.Count:#,0}");
        for (var i = 0; i < Pixels.Count; i++)
            if (Pixels[i] is not (>= 0 and <= 1))
                throw new UserErrorException($"each of 'pixels' must be from 0 to 1, but number {i} is {Pixels[i]}");
        return [.. Pixels.Select(pixel => (float)pixel)];
    }
}
