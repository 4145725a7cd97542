using System.Text;
using System.Text.Json;
using CsCheck;
using Experiments.Contracts.Metrics;
using Experiments.Testing.Properties;
using Experiments.Training.Programs.Output;
using Experiments.Training.Tests.Support;

namespace Experiments.Training.Tests.Programs;

public class OutputPropertyTests
{
    private const string Pieces = "{}[]()<>\"'`=:,;|. "
        + "\t\n\r\u001b[m]8;;\u0007\\\0+-0123456789eE%_/nainfepochsteploss\u00a0损é🚀\ufffd";

    private static readonly string[] Words =
        [.. Pieces.EnumerateRunes().Select(rune => rune.ToString()), "epoch=1 ", "val_loss=0.5", "\\ud83d",
            "{\"a\":", "tensor("];

    private static readonly Gen<byte[]> AnyBytes = Gen.OneOf(
        Gen.Byte.Array[0, 300],
        Gen.Int[0, Words.Length - 1].Array[0, 120].Select(
            parts => Encoding.UTF8.GetBytes(string.Concat(parts.Select(part => Words[part])))));

    [Fact]
    public async Task Take_AnyBytes_NeverThrowsAndReportsOnlyWhatCanBeKept() =>
        await AnyBytes.ForAllAsync(async bytes =>
        {
            var printed = await new Printed().ReadAsync(bytes);
            foreach (var point in printed.All)
            {
                MetricNames.IsName(point.Metric).ShouldBeTrue(point.Metric);
                point.Step.ShouldBeInRange(0, 1L << 54);
            }

            ShouldBeKept(string.Concat(printed.Notes));
        }, iter: 5_000);

    /// <summary>A quoted line is truncated. A database accepts the result, wherever the cut is.</summary>
    [Theory]
    [InlineData("{")]
    [InlineData("val_loss: 1 ")]
    public async Task Take_LineOfWideCharacters_IsQuotedWithoutHalfOfOne(string beginning)
    {
        for (var blanks = 0; blanks < 2; blanks++)
        {
            var printed = await new Printed().ReadAsync(
                beginning + new string(' ', blanks) + string.Concat(Enumerable.Repeat("🚀", 100)) + "}\n");
            ShouldBeKept(string.Concat(printed.Notes) + printed.Objective.Instead());
        }
    }

    [Fact]
    public void Read_AnyJson_HasTheNumbersThatItsStandardReaderFinds()
    {
        var name = Gen.String[Gen.Char.AlphaNumeric, 1, 8].Where(text => !MetricLine.IsAxis(text));
        var leaf = Gen.OneOf<object?>(
            Gen.Double.Where(double.IsFinite).Select(value => (object?)value), Gen.Long.Select(value => (object?)value),
            Gen.Bool.Select(value => (object?)value), Gen.Const((object?)null),
            Gen.String[Gen.Char["ab{}[]\"'\\,:=\n"], 0, 8].Select(value => (object?)value),
            Gen.Double[0, 1].Array[0, 3].Select(value => (object?)value));
        var inner = Gen.Dictionary(name, leaf)[0, 4].Select(value => (object?)value);
        Gen.Dictionary(name, Gen.OneOf(leaf, inner))[0, 6].ForAll(given =>
        {
            var json = JsonSerializer.Serialize(given);
            var expected = new Dictionary<string, double>();
            Gather("", JsonDocument.Parse(json).RootElement, expected);
            var read = MetricLine.Read(json)?.Metrics ?? [];
            read.ToDictionary(metric => metric.Key, metric => metric.Value).ShouldBe(expected, ignoreOrder: true);
        });
    }

    [Theory]
    [InlineData("(")]
    [InlineData("a(")]
    [InlineData("{\"a\":")]
    [InlineData("a={")]
    [InlineData("a=(")]
    [InlineData("a='")]
    [InlineData("a=<")]
    [InlineData("[ ")]
    public void Read_MegabyteOfOneBeginning_LooksAtEachCharacterFewTimes(string piece)
    {
        // A reader that started again at each of them would read 10¹² characters, and this test would not end.
        MetricLine.Read(
            new StringBuilder().Insert(0, piece, LineSplitter.Longest / piece.Length)
                .ToString())?.Metrics.ShouldBeEmpty();
    }

    /// <summary>A database accepts UTF-8, which cannot encode an unpaired surrogate.</summary>
    private static void ShouldBeKept(string text) =>
        Should.NotThrow(
            () => new UTF8Encoding(false, throwOnInvalidBytes: true).GetByteCount(text), "it has half a character");

    private static void Gather(string prefix, JsonElement parent, Dictionary<string, double> values)
    {
        foreach (var property in parent.EnumerateObject())
        {
            if (property.Value.ValueKind == JsonValueKind.Number)
                values[prefix + property.Name] = property.Value.GetDouble();
            if (property.Value.ValueKind == JsonValueKind.Object)
                Gather($"{prefix}{property.Name}.", property.Value, values);
        }
    }
}
