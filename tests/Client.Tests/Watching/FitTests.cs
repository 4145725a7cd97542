using CsCheck;
using Experiments.Client.Watching;
using Experiments.Testing.Properties;
using Spectre.Console;

namespace Experiments.Client.Tests.Watching;

public sealed class FitTests
{
    private static readonly string[] Samples = ["a", "学", "🚀", "é", " ", "ö"];
    private static readonly Gen<string> Characters = Gen.Int[0, 5].Select(at => Samples[at]);

    [Theory]
    [InlineData("learning_rate", 13, "learning_rate")]
    [InlineData("learning_rate", 5, "lear…")]
    [InlineData("learning_rate", 1, "…")]
    [InlineData("learning_rate", 0, "")]
    [InlineData("学习率", 6, "学习率")]
    [InlineData("学习率", 5, "学习…")]
    [InlineData("学习率", 4, "学…")]
    public void To_Cells_CutsWhereTheyEnd(string text, int cells, string expected) =>
        Fit.To(text, cells, unicode: true).ShouldBe(expected);

    [Fact]
    public void To_TerminalWithoutUnicode_HasAnotherMark() =>
        Fit.To("learning_rate", 5, unicode: false).ShouldBe("lear~");

    [Fact]
    public void To_AnyTextAndCells_FitsAndHasNoHalfCharacter() =>
        Gen.Select(Characters.Array[0, 12], Gen.Int[0, 20]).ForAll((characters, cells) =>
        {
            var text = string.Concat(characters);
            var fitted = Fit.To(text, cells, unicode: true);
            fitted.GetCellWidth().ShouldBeLessThanOrEqualTo(cells);
            fitted.EnumerateRunes().ShouldAllBe(rune => rune.Value != 0xFFFD);
            if (text.GetCellWidth() <= cells) fitted.ShouldBe(text);
            else if (cells > 0) text.ShouldStartWith(fitted[..^1], Case.Sensitive);
        });

    [Fact]
    public void Bar_AnyFraction_HasItsWidthAndIsFullOnlyAtTheEnd() =>
        Gen.Select(Gen.Double[0, 1], Gen.Int[1, 40]).ForAll((fraction, width) =>
        {
            var bar = EpochBar.Draw(fraction, width, unicode: false);
            bar.Length.ShouldBe(width);
            bar.TrimStart('#').TrimStart('-').ShouldBeEmpty();
            if (fraction < 1) bar.ShouldEndWith("-");
            EpochBar.Draw(1, width, unicode: true).ShouldBe(new string('█', width));
        });
}
