using Experiments.Client.Drawing;

namespace Experiments.Client.Looking.Images;

/// <summary>Operations on greyscale images.</summary>
internal static class GreyImage
{
    /// <summary>Returns the part of an image from a column and a row on, with a width and a height.</summary>
    public static Raster Crop(Raster image, int left, int top, int width, int height) => new(
        width, height,
        [.. from y in Enumerable.Range(top, height) from x in Enumerable.Range(left, width) select image[x, y]]);

    /// <summary>
    /// Returns the image in another size: each new pixel is the mean of the area that it covers, so that thin strokes
    /// remain.
    /// </summary>
    public static Raster Resize(Raster image, int width, int height)
    {
        var (acrossX, acrossY) = (Shares(image.Width, width), Shares(image.Height, height));
        return new(width, height,
        [
            .. from y in Enumerable.Range(0, height)
               from x in Enumerable.Range(0, width)
               select (float)acrossY[y].Sum(
                   row => acrossX[x].Sum(column => image[column.From, row.From] * column.Share) * row.Share),
        ]);
    }

    /// <summary>Returns a black square with the image placed in it, cropped at the edges.</summary>
    public static Raster Place(Raster image, int left, int top, int side) => new(side, side,
    [
        .. from y in Enumerable.Range(-top, side)
           from x in Enumerable.Range(-left, side)
           select x >= 0 && x < image.Width && y >= 0 && y < image.Height ? image[x, y] : 0f,
    ]);

    // For each new pixel, the old pixels that it covers, and the share of it that each fills.
    private static (int From, double Share)[][] Shares(int old, int wanted)
    {
        var step = (double)old / wanted;
        return
        [
            .. Enumerable.Range(0, wanted).Select(i => (Begin: i * step, End: (i + 1) * step)).Select(area =>
                Enumerable.Range((int)area.Begin, Math.Min(old, (int)Math.Ceiling(area.End - 1e-9)) - (int)area.Begin)
                    .Select(from => (from, (Math.Min(area.End, from + 1) - Math.Max(area.Begin, from)) / step))
                    .ToArray()),
        ];
    }
}
