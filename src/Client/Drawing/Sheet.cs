using Experiments.Client.Drawing.Colours;
using SkiaSharp;

namespace Experiments.Client.Drawing;

/// <summary>
/// A white sheet to draw a picture on. A unit is two pixels of the PNG, so that text in a readable size is sharp on a
/// slide.
/// </summary>
internal sealed class Sheet : IDisposable
{
    /// <summary>The number of PNG pixels per unit.</summary>
    public const int Scale = 2;

    private readonly SKSurface _surface;
    private readonly List<(string Text, SKRect Box)> _texts = [];

    public Sheet(float width, float height)
    {
        (Width, Height) = (width, height);
        _surface = SKSurface.Create(
            new SKImageInfo((int)(width * Scale), (int)(height * Scale), SKColorType.Rgba8888, SKAlphaType.Premul));
        Canvas.Clear(SKColors.White);
        Canvas.Scale(Scale);
    }

    public float Width { get; }

    public float Height { get; }

    /// <summary>
    /// The texts that were written, each with the bounding box of its glyphs; no two of these may overlap.
    /// </summary>
    public IReadOnlyList<(string Text, SKRect Box)> Texts => _texts;

    private SKCanvas Canvas => _surface.Canvas;

    /// <summary>Writes a line of text.</summary>
    /// <param name="text">The text, which is truncated if it does not fit.</param>
    /// <param name="x">The position of its left end, middle or right end.</param>
    /// <param name="y">The position of its baseline.</param>
    /// <param name="style">The style.</param>
    /// <param name="align">The alignment, which says what <paramref name="x"/> is.</param>
    /// <param name="room">The maximum width.</param>
    /// <returns>The bounding box of the glyphs.</returns>
    public SKRect Write(
        string text, float x, float y, Lettering style, SKTextAlign align = SKTextAlign.Left,
        float room = float.MaxValue)
    {
        using var font = Measures.FontOf(style);
        using var paint = Ink.Fill(style.Colour);
        text = Measures.Cut(text, font, room);
        var advance = font.MeasureText(text, out var box, paint);
        var left = align switch { SKTextAlign.Center => x - advance / 2, SKTextAlign.Right => x - advance, _ => x };
        Canvas.DrawText(text, left, y, SKTextAlign.Left, font, paint);
        box.Offset(left, y);
        _texts.Add((text, box));
        return box;
    }

    /// <summary>Writes a line of text upwards, with its middle at the height <paramref name="y"/>.</summary>
    public void WriteUpwards(string text, float x, float y, Lettering style, float room)
    {
        using var font = Measures.FontOf(style);
        using var paint = Ink.Fill(style.Colour);
        text = Measures.Cut(text, font, room);
        var advance = font.MeasureText(text, out var box, paint);
        Canvas.Save();
        Canvas.Translate(x, y);
        Canvas.RotateDegrees(-90);
        Canvas.DrawText(text, -advance / 2, 0, SKTextAlign.Left, font, paint);
        Canvas.Restore();
        _texts.Add((text, new SKRect(x + box.Top, y - advance / 2, x + box.Bottom, y + advance / 2)));
    }

    public void Fill(SKRect box, SKColor colour)
    {
        using var paint = Ink.Fill(colour);
        Canvas.DrawRect(box, paint);
    }

    public void Frame(SKRect box, SKColor colour, float width = 1)
    {
        using var paint = Ink.Stroke(colour, width);
        Canvas.DrawRect(box, paint);
    }

    public void Line(SKPoint from, SKPoint to, SKColor colour, float width = 1)
    {
        using var paint = Ink.Stroke(colour, width);
        Canvas.DrawLine(from, to, paint);
    }

    public void Dot(SKPoint at, SKColor colour, float radius)
    {
        using var paint = Ink.Fill(colour);
        Canvas.DrawCircle(at, radius, paint);
    }

    /// <summary>Draws a line through points, clipped to <paramref name="within"/> and the width of the line.</summary>
    public void Curve(ReadOnlySpan<SKPoint> points, SKRect within, SKColor colour, float width, bool dashed)
    {
        using var paint = Ink.Stroke(colour, width);
        using var dashes = dashed ? SKPathEffect.CreateDash([width * 3, width * 2.2f], 0) : null;
        paint.PathEffect = dashes;
        using var path = new SKPathBuilder();
        path.MoveTo(points[0]);
        foreach (var point in points[1..]) path.LineTo(point);
        using var line = path.Detach();
        Canvas.Save();
        within.Inflate(width, width);
        Canvas.ClipRect(within);
        Canvas.DrawPath(line, paint);
        Canvas.Restore();
    }

    /// <summary>Draws an image whose pixels appear as sharp rectangles.</summary>
    /// <param name="box">The box that the image fills.</param>
    /// <param name="raster">The image.</param>
    /// <param name="map">The colour scale of its values.</param>
    public void Pixels(SKRect box, Raster raster, ColourScale map)
    {
        using var bitmap = new SKBitmap(raster.Width, raster.Height, SKColorType.Rgba8888, SKAlphaType.Premul);
        bitmap.Pixels = [.. raster.Values.Select(value => map.Of(value))];
        using var image = SKImage.FromBitmap(bitmap);
        Canvas.DrawImage(image, box, new SKSamplingOptions(SKFilterMode.Nearest));
    }

    /// <summary>Encodes the sheet as a PNG.</summary>
    public byte[] ToPng()
    {
        using var image = _surface.Snapshot();
        using var data = image.Encode(SKEncodedImageFormat.Png, 100);
        return data.ToArray();
    }

    public void Dispose() => _surface.Dispose();
}
