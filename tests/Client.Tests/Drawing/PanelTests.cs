using Experiments.Client.Drawing;
using Experiments.Client.Drawing.Colours;
using Experiments.Client.Drawing.Panels;
using Experiments.Client.Tests.Support;
using SkiaSharp;

namespace Experiments.Client.Tests.Drawing;

public sealed class PanelTests
{
    [Fact]
    public void Draw_Lines_NoTextOverlapsAnotherOrTheEdge()
    {
        var (sheet, box) = Picture.Begin(new string('W', 200), "below it", 530, 320);
        using var drawn = sheet;

        new LinePanel(
            "accuracy", "epoch", "a name that is far too long for the height of an axis, so that it has to be cut",
            [
                new("train_accuracy", [(1, 0.1), (2, 0.84), (3, 0.97)], Ink.Blue),
                new("a line whose name is long beyond all measure and goes on", [(1, 0.2), (3, 0.9)], Ink.Orange),
                new("test", [(3, 0.95)], Ink.Lines[2]),
            ],
            Steps: true).Draw(sheet, box);

        ShouldBeLegible(sheet);
        sheet.Texts.Select(text => text.Text).ShouldContain("epoch");
        sheet.Texts.Select(text => text.Text).ShouldContain("train_accuracy");
    }

    [Fact]
    public void Draw_Line_HasItsColourWhereItsPointsAre()
    {
        using var sheet = new Sheet(400, 300);

        new LinePanel("flat", "x", "y", [new("line", [(0, 1), (10, 1)], Ink.Orange)], Steps: true).Draw(
            sheet, new(0, 0, 400, 300));

        using var pixels = new Pixels(sheet.ToPng());
        // Halfway between the ends, at the middle of an axis from 0.5 to 1.5.
        pixels.At(225, 150).ShouldBe(Ink.Orange);
        (pixels.Width, pixels.Height).ShouldBe((800, 600));
    }

    [Fact]
    public void Draw_Bars_AreAsLongAsTheirShares()
    {
        using var sheet = new Sheet(400, 140);

        new BarPanel("shares", [("a", 0.25, Ink.Blue), ("b", 1, Ink.Orange)]).Draw(sheet, new(10, 10, 390, 130));

        ShouldBeLegible(sheet);
        using var pixels = new Pixels(sheet.ToPng());
        var ratio = (double)pixels.Count(Ink.Blue) / pixels.Count(Ink.Orange);
        ratio.ShouldBe(0.25, 0.02);
        sheet.Texts.Select(text => text.Text).ShouldBe(["shares", "a", "25.0%", "b", "100.0%"]);
    }

    [Fact]
    public void Draw_Tiles_ArePixelForPixelTheImage()
    {
        using var sheet = new Sheet(220, 130);
        var chequered = new Raster(2, 2, [0, 1, 1, 0]);

        new TilePanel([(chequered, "zero"), (chequered, "one")], ColourScale.Brightness, 2, 100).Draw(sheet, 0, 0);

        ShouldBeLegible(sheet);
        using var pixels = new Pixels(sheet.ToPng());
        pixels.At(25, 25).ShouldBe(SKColors.Black);
        pixels.At(75, 25).ShouldBe(SKColors.White);
        pixels.At(108 + 25, 75).ShouldBe(SKColors.White);
        pixels.At(49, 49).ShouldBe(SKColors.Black);
    }

    [Theory]
    [InlineData(0, "0.0%")]
    [InlineData(0.0001, "<0.1%")]
    [InlineData(0.9999, ">99.9%")]
    [InlineData(1, "100.0%")]
    public void Percent_AtTheEdges_NeverSaysNoneOrAllOfWhatIsNot(double share, string text) =>
        Percent.Format(share).ShouldBe(text);

    /// <summary>Checks that all texts lie on the sheet, and that none overlaps another.</summary>
    internal static void ShouldBeLegible(Sheet sheet)
    {
        foreach (var (text, box) in sheet.Texts)
        {
            (box.Left >= 0 && box.Top >= 0 && box.Right <= sheet.Width && box.Bottom <= sheet.Height).ShouldBeTrue(
                $"'{text}' leaves the sheet: {box}");
            foreach (var other in sheet.Texts.Where(other => other.Box != box))
                box.IntersectsWith(other.Box).ShouldBeFalse($"'{text}' overlaps '{other.Text}'");
        }
    }
}
