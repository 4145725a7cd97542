using Experiments.Training.Programs.Output;

namespace Experiments.Training.Tests.Programs;

public class MetricLineTests
{
    [Theory]
    [InlineData("loss=0.25", "_ loss=0.25")]
    [InlineData("epoch=3 val_loss=0.25 acc=1e-3", "3 val_loss=0.25 acc=0.001")]
    [InlineData("epoch=3/10, loss=.5; acc=5. | lr=+1", "3 loss=0.5 acc=5 lr=1")]
    [InlineData("step=7 epoch=1 loss=2", "7 epoch=1 loss=2")]
    [InlineData("epoch=1.5 loss=2", "1.5 loss=2")]
    [InlineData("step=0.5 epoch=1 loss=2", "1 step=0.5 loss=2")]
    [InlineData("step=-1 loss=2", "_ step=-1 loss=2")]
    [InlineData("INFO train/loss=0.5 done", "_ train/loss=0.5")]
    [InlineData("loss=nan a=-inf b=Infinity c=NaN", "_ loss=NaN a=-Infinity b=Infinity c=NaN")]
    [InlineData("epoch=2", "2")]
    [InlineData("loss=1 loss=2", "_ loss=2")]
    public void Read_NamedValues_AreMetrics(string line, string expected) => Shown(line).ShouldBe(expected);

    [Theory]
    [InlineData("""{"step": 3, "val_loss": 0.25}""", "3 val_loss=0.25")]
    [InlineData("""  {"epoch": 1, "acc": 1e-3} """, "1 acc=0.001")]
    [InlineData("""{"step": 2, "epoch": 1, "loss": 3}""", "2 epoch=1 loss=3")]
    [InlineData("""{"loss": NaN, "a": [1, NaN], "b": -Infinity}""", "_ loss=NaN b=-Infinity")]
    [InlineData("""{"loss": "NaN", "b": "-Infinity", "c": "0.5", "d": "fine"}""", "_ loss=NaN b=-Infinity c=0.5")]
    [InlineData("""{"val": {"loss": 1, "top": {"5": 2}}, "best": true, "n": null}""", "_ val.loss=1 val.top.5=2")]
    [InlineData("""{"loss": 1e999}""", "_ loss=Infinity")]
    public void Read_Json_IsMetrics(string line, string expected) => Shown(line).ShouldBe(expected);

    [Theory]
    [InlineData("")]
    [InlineData("hello")]
    [InlineData("python train.py --lr=0.1 --epochs=3")]
    [InlineData("Namespace(lr=0.1)")]
    [InlineData("url=http://example.org x=1b =3 loss=")]
    [InlineData("x == 3")]
    [InlineData("""{"loss": 0.5""")]
    [InlineData("""{"loss": "low"}""")]
    [InlineData("""[{"loss": 0.5}]""")]
    [InlineData("{}")]
    [InlineData("{'a': {}}")]
    public void Read_AnythingElse_IsOnlyALineOfTheLog(string line)
    {
        var read = MetricLine.Read(line);

        read?.Metrics.ShouldBeEmpty();
        read?.Axis.ShouldBeNull();
    }

    [Fact]
    public void Read_NameThatNobodyCouldUse_IsLeftOut() =>
        MetricLine.Read($$"""{"{{new string('n', 201)}}": 1, " ": 2, "a\u0000b": 3, "loss": 4}""")!
            .Metrics.ShouldHaveSingleItem().Key.ShouldBe("loss");

    private static string? Shown(string line) => MetricLine.Read(line) is { } read
        ? string.Join(
            ' ', read.Metrics.Select(metric => $"{metric.Key}={metric.Value}")
                .Prepend(read.Axis?.Value.ToString() ?? "_"))
        : null;
}
