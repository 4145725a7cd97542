using Experiments.Client.Charts;
using Experiments.Client.Drawing.Terminal;
using Experiments.Client.Tests.Support;

namespace Experiments.Client.Tests.Charts;

public sealed class CurveChartTests
{
    [Fact]
    public void Line_FromCornerToCorner_LightsTheDiagonal()
    {
        var canvas = new BrailleCanvas(2, 1);

        canvas.Line((0, 3), (3, 0), 2);

        canvas[0, 0].ShouldBe(('⡠', 2));
        canvas[1, 0].ShouldBe(('⠊', 2));
    }

    [Theory]
    [InlineData(20)]
    [InlineData(80)]
    [InlineData(200)]
    public void Write_AtAnyWidth_FitsAndShowsTheEnds(int width)
    {
        var output = new StringWriter { NewLine = "\n" };
        var console = PlainConsole.Of(output, width);

        console.Write(
            new CurveChart(
                "val_loss", [new("trial 0", [(1, 2.5), (2, 1.5), (3, 0.5)]), new("trial 1", [(1, 1.0)])], 6));

        var lines = output.ToString().TrimEnd('\n').Split('\n');
        lines.ShouldAllBe(line => line.Length <= width);
        lines[0].ShouldBe("val_loss");
        lines[1].ShouldMatch(@"^2\.5 ┤[\u2801-\u28ff]");
        lines[6].ShouldStartWith("0.5 ┤");
        lines[8].ShouldMatch(@"^ +1 +3$");
        lines[^2].ShouldBe("━━ trial 0");
        lines[^1].ShouldBe("━━ trial 1");
    }

    [Fact]
    public void Write_OnePoint_IsInTheMiddle()
    {
        var output = new StringWriter { NewLine = "\n" };

        PlainConsole.Of(output, 30).Write(new CurveChart("t", [new("trial 0", [(1, 7)])], 3));

        output.ToString().Split('\n')[2].Trim().Length.ShouldBeInRange(5, 20);
    }
}
