using Experiments.Client.Drawing.Colours;
using SkiaSharp;

namespace Experiments.Client.Tests.Drawing;

public sealed class ColourMapTests
{
    /// <summary>Values from the table of the colour space's author.</summary>
    [Theory]
    [InlineData("#ffffff", 1.0, 0, 0)]
    [InlineData("#ff0000", 0.628, 0.225, 0.126)]
    [InlineData("#0000ff", 0.452, -0.032, -0.312)]
    public void Oklab_OfKnownColours_IsAsPublished(string colour, double l, double a, double b)
    {
        var lab = Oklab.FromColour(SKColor.Parse(colour));

        lab.L.ShouldBe(l, 1e-3);
        lab.A.ShouldBe(a, 1e-3);
        lab.B.ShouldBe(b, 1e-3);
        lab.ToColour().ShouldBe(SKColor.Parse(colour));
    }

    [Fact]
    public void Signed_BothEnds_AreEquallyDarkAndTheMiddleIsNearWhite()
    {
        double LightnessAt(double share) => Oklab.FromColour(ColourMap.Signed.At(share)).L;

        LightnessAt(0).ShouldBe(LightnessAt(1), 0.02);
        LightnessAt(0.5).ShouldBeGreaterThan(0.95);
        var falls = Enumerable.Range(0, 11).Select(i => LightnessAt(0.5 + i / 20.0)).ToList();
        falls.Zip(falls.Skip(1), (one, next) => one - next).ShouldAllBe(step => step > 0.03 && step < 0.07);
    }

    [Fact]
    public void Scale_OfSignedNumbers_HasZeroInTheMiddleAndSignsApart()
    {
        var scale = ColourScale.Signed([new(2, 1, [-0.5f, 0.25f])]);

        scale.Of(0).ShouldBe(ColourMap.Signed.At(0.5));
        scale.Of(0.25).Red.ShouldBeGreaterThan(scale.Of(0.25).Blue);
        scale.Of(-0.25).Blue.ShouldBeGreaterThan(scale.Of(-0.25).Red);
    }
}
