using Experiments.Client.Drawing;
using Experiments.Training.Datasets;

namespace Experiments.Client.Looking.Images;

/// <summary>
/// Converts an image to the form of a dataset's images: light on dark, with the dataset's size, and with the object in
/// the size and position that the model was trained on. MNIST's digits were fitted into 20×20 pixels and centred by
/// their centre of mass (Y. LeCun, "The MNIST database"); the other datasets fill the frame.
/// </summary>
internal static class Framing
{
    private const int Side = RawImages.Side;

    // With less contrast than this between background and ink, the image is blank paper.
    private const float LeastContrast = 0.08f;

    // A share of the greatest brightness: darker pixels are noise of the background.
    private const float Ink = 0.2f;

    /// <summary>Returns the converted image, and whether it was inverted because it was dark on light.</summary>
    /// <param name="image">The image's brightness, 0 to 1.</param>
    /// <param name="dataset">The dataset's name.</param>
    /// <exception cref="UserErrorException">The image is blank.</exception>
    public static (Raster Image, bool Inverted) Frame(Raster image, string dataset)
    {
        var ground = Median(Border(image));
        var inverted = ground > 0.5f;
        var light = image with
        {
            Values = [.. image.Values.Select(value => Math.Max(0, inverted ? ground - value : value - ground))]
        };
        var brightest = light.Values.Max();
        if (brightest < LeastContrast)
            throw new UserErrorException(
                "the image has only one colour, so there is nothing in it to recognise: use an image with a "
                + "drawing on it");
        // An image that already has the dataset's size is assumed to be framed correctly, except for its polarity.
        if (image is { Width: Side, Height: Side })
            return (inverted ? image with { Values = [.. image.Values.Select(value => 1 - value)] } : image, inverted);
        var drawing = light with { Values = [.. light.Values.Select(value => Math.Min(1, value / brightest))] };
        return (Fit(CropToInk(drawing), dataset is "mnist" or "digits" ? 20 : Side), inverted);
    }

    private static Raster CropToInk(Raster image)
    {
        var inked =
            from y in Enumerable.Range(0, image.Height)
            from x in Enumerable.Range(0, image.Width)
            where image[x, y] > Ink
            select (x, y);
        var (left, top, right, bottom) = (int.MaxValue, int.MaxValue, 0, 0);
        foreach (var (x, y) in inked)
            (left, top, right, bottom) = (Math.Min(left, x), Math.Min(top, y), Math.Max(right, x), Math.Max(bottom, y));
        return GreyImage.Crop(image, left, top, right - left + 1, bottom - top + 1);
    }

    private static Raster Fit(Raster drawing, int room)
    {
        var scale = (double)room / Math.Max(drawing.Width, drawing.Height);
        var small = GreyImage.Resize(
            drawing, Math.Max(1, (int)Math.Round(drawing.Width * scale)),
            Math.Max(1, (int)Math.Round(drawing.Height * scale)));
        // Restores the brightness that thin strokes lose when they are scaled down.
        var most = small.Values.Max();
        small = small with { Values = [.. small.Values.Select(value => value / most)] };
        if (room == Side) return GreyImage.Place(small, (Side - small.Width) / 2, (Side - small.Height) / 2, Side);
        var mass = small.Values.Sum();
        var x = small.Values.Select((value, i) => value * (i % small.Width + 0.5f)).Sum() / mass;
        var y = small.Values.Select((value, i) => value * (i / small.Width + 0.5f)).Sum() / mass;
        return GreyImage.Place(small, (int)Math.Round(Side / 2f - x), (int)Math.Round(Side / 2f - y), Side);
    }

    private static IEnumerable<float> Border(Raster image) =>
        Enumerable.Range(0, image.Width).SelectMany(x => new[] { image[x, 0], image[x, image.Height - 1] })
            .Concat(
                Enumerable.Range(0, image.Height).SelectMany(y => new[] { image[0, y], image[image.Width - 1, y] }));

    private static float Median(IEnumerable<float> values)
    {
        var sorted = values.Order().ToList();
        return sorted[sorted.Count / 2];
    }
}
