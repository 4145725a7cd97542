using SkiaSharp;

namespace Experiments.Client.Tests.Support;

/// <summary>The pixels of a picture that was drawn.</summary>
internal sealed class Pixels : IDisposable
{
    private readonly SKBitmap _bitmap;

    public Pixels(byte[] png)
    {
        png.AsSpan(0, 8).ToArray().ShouldBe([0x89, (byte)'P', (byte)'N', (byte)'G', 13, 10, 26, 10]);
        _bitmap = SKBitmap.Decode(png);
    }

    public int Width => _bitmap.Width;

    public int Height => _bitmap.Height;

    /// <summary>Returns the colour at a point in the sheet's units.</summary>
    public SKColor At(float x, float y) =>
        _bitmap.GetPixel((int)(x * Client.Drawing.Sheet.Scale), (int)(y * Client.Drawing.Sheet.Scale));

    /// <summary>Counts the pixels of a colour.</summary>
    public int Count(SKColor colour) => _bitmap.Pixels.Count(pixel => pixel == colour);

    public void Dispose() => _bitmap.Dispose();
}
