using Experiments.Client.Drawing;
using SkiaSharp;

namespace Experiments.Client.Looking.Images;

/// <summary>Reads image files of the user.</summary>
internal static class ImageFile
{
    private const long MostBytes = 64 << 20;
    private const long MostPixels = 64_000_000;

    /// <summary>Reads the brightness of an image's pixels, 0 to 1; transparent parts are white.</summary>
    /// <exception cref="UserErrorException">The file is not an image, is too large, or cannot be read.</exception>
    public static Raster Read(string file)
    {
        using var stream = new MemoryStream(Bytes(file));
        using var codec = SKCodec.Create(stream)
            ?? throw new UserErrorException($"'{file}' is not an image that can be read: give a PNG or JPEG");
        var (width, height) = (codec.Info.Width, codec.Info.Height);
        if ((long)width * height > MostPixels)
            throw new UserErrorException(
                $"'{file}' has {width}×{height} pixels, which is too many: make it smaller than 8,000×8,000");

        using var bitmap = new SKBitmap(new SKImageInfo(width, height, SKColorType.Rgba8888, SKAlphaType.Unpremul));
        if (codec.GetPixels(bitmap.Info, bitmap.GetPixels()) != SKCodecResult.Success)
            throw new UserErrorException(
                $"'{file}' is damaged: its pixels cannot be read; save it again, or give another");
        return new(width, height, [.. bitmap.Pixels.Select(BrightnessOf)]);
    }

    private static byte[] Bytes(string file)
    {
        try
        {
            if (Directory.Exists(file)) throw new UserErrorException($"'{file}' is a folder: name an image in it");
            if (new FileInfo(file) is { Exists: true, Length: > MostBytes })
                throw new UserErrorException($"'{file}' is larger than 64 MB: give a smaller image");
            return File.ReadAllBytes(file);
        }
        catch (Exception fault) when (fault is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new UserErrorException($"there is no file '{file}': name an image with --image", fault);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new UserErrorException($"'{file}' cannot be read: {fault.Message.TrimEnd('.')}", fault);
        }
    }

    // The luma of ITU-R BT.601, on a white background.
    private static float BrightnessOf(SKColor colour)
    {
        var luma = (0.299f * colour.Red + 0.587f * colour.Green + 0.114f * colour.Blue) / 255;
        var share = colour.Alpha / 255f;
        return luma * share + 1 - share;
    }
}
