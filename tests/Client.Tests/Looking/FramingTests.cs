using Experiments.Client.Drawing;
using Experiments.Client.Looking.Images;
using Experiments.Client.Tests.Support;
using SkiaSharp;

namespace Experiments.Client.Tests.Looking;

public sealed class FramingTests : IDisposable
{
    private readonly TestShell _shell = new();

    public void Dispose() => _shell.Dispose();

    [Theory]
    [InlineData("#000000", "#ffffff", true, SKEncodedImageFormat.Png)]
    [InlineData("#ffffff", "#101010", false, SKEncodedImageFormat.Jpeg)]
    [InlineData("#2233aa", "#e8e4d0", true, SKEncodedImageFormat.Jpeg)]
    public void Of_DrawingOfAnyPolarity_IsLightOnDarkInTheMiddle(
        string ink, string ground, bool inverted, SKEncodedImageFormat format)
    {
        var file = Draw(
            format, SKColor.Parse(ground), (canvas, paint) => canvas.DrawRect(180, 20, 20, 160, paint),
            SKColor.Parse(ink));

        var (image, was) = Framing.Frame(ImageFile.Read(file), "mnist");

        was.ShouldBe(inverted);
        (image.Width, image.Height).ShouldBe((28, 28));
        image[0, 0].ShouldBe(0);
        image[14, 14].ShouldBeGreaterThan(0.8f);
        // A stroke eight times as high as wide fills 20 of the 28 rows, in the middle columns.
        var rows = Enumerable.Range(0, 28).Count(y => Enumerable.Range(0, 28).Any(x => image[x, y] > 0.5f));
        rows.ShouldBeInRange(19, 21);
        Enumerable.Range(0, 28).Where(x => image[x, 14] > 0.5f).ShouldAllBe(x => x >= 11 && x <= 16);
    }

    [Fact]
    public void Of_TransparentImage_IsTakenForInkOnPaper()
    {
        var file = Draw(
            SKEncodedImageFormat.Png, SKColors.Transparent, (canvas, paint) => canvas.DrawCircle(100, 100, 60, paint),
            SKColors.Black);

        Framing.Frame(ImageFile.Read(file), "digits").Inverted.ShouldBeTrue();
    }

    [Fact]
    public void Of_ImageOfTheDatasetsSize_StaysAsItIs()
    {
        var image = new Raster(28, 28, [.. Enumerable.Range(0, 784).Select(i => i is > 300 and < 400 ? 0.7f : 0)]);

        Framing.Frame(image, "mnist").Image.Values.ShouldBe(image.Values);
    }

    [Fact]
    public void Of_BlankPaper_IsRefused()
    {
        var file = Draw(SKEncodedImageFormat.Png, SKColors.White, (_, _) => { }, SKColors.Black);

        Should.Throw<UserErrorException>(() => Framing.Frame(ImageFile.Read(file), "mnist")).Message.ShouldContain(
            "one colour");
    }

    [Fact]
    public void Read_WhatIsNoImage_IsRefusedByItsName()
    {
        Refusal(_shell.Write("notes.png", "not an image")).ShouldContain("is not an image that can be read");
        Refusal(_shell.Write("empty.jpg", "")).ShouldContain("is not an image that can be read");
        Refusal(Path.Combine(_shell.Home, "missing.png")).ShouldContain("there is no file");
        Refusal(_shell.Home).ShouldContain("is a folder");
        var cut = Draw(
            SKEncodedImageFormat.Png, SKColors.White, (canvas, paint) => canvas.DrawCircle(100, 100, 60, paint),
            SKColors.Black);
        File.WriteAllBytes(cut, File.ReadAllBytes(cut)[..^200]);
        Refusal(cut).ShouldContain("is damaged");

        static string Refusal(string file) => Should.Throw<UserErrorException>(() => ImageFile.Read(file)).Message;
    }

    [Theory]
    [InlineData(56, 1)]
    [InlineData(7, 4)]
    public void Resize_AnyFactor_KeepsTheMeanBrightness(int side, int squares)
    {
        var image = new Raster(28, 28, [.. Enumerable.Range(0, 784).Select(i => i / 28 / squares % 2 == 0 ? 1f : 0f)]);

        GreyImage.Resize(image, side, side).Values.Average().ShouldBe(image.Values.Average(), 0.01f);
    }

    private string Draw(SKEncodedImageFormat format, SKColor ground, Action<SKCanvas, SKPaint> draw, SKColor ink)
    {
        using var bitmap = new SKBitmap(new SKImageInfo(320, 200, SKColorType.Rgba8888, SKAlphaType.Unpremul));
        using (var canvas = new SKCanvas(bitmap))
        using (var paint = new SKPaint { Color = ink })
        {
            canvas.Clear(ground);
            draw(canvas, paint);
        }

        using var data = bitmap.Encode(format, 90);
        var file = Path.Combine(_shell.Home, $"drawing.{format}");
        File.WriteAllBytes(file, data.ToArray());
        return file;
    }
}
