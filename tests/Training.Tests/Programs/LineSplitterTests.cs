using System.Text;
using Experiments.Training.Programs.Output;

namespace Experiments.Training.Tests.Programs;

public class LineSplitterTests
{
    private readonly LineSplitter _splitter = new();

    private List<string> Split(params string[] chunks) =>
        [.. chunks.SelectMany(chunk => _splitter.Split(Encoding.UTF8.GetBytes(chunk)).ToList())
            .Select(line => line.Text)];

    [Fact]
    public void Split_LineInPieces_IsOneLine() => Split("lo", "ss=", "1\nnext").ShouldBe(["loss=1"]);

    [Fact]
    public void Split_CharacterInPieces_IsWhole()
    {
        var bytes = "ü\n"u8.ToArray();

        bytes.SelectMany(one => _splitter.Split(new[] { one }).ToList()).ShouldHaveSingleItem().Text.ShouldBe("ü");
    }

    [Theory]
    [InlineData("a\r\nb\r\n")]
    [InlineData("a\rb\r")]
    [InlineData("a\nb\n")]
    public void Split_AnyLineEnd_EndsOneLine(string text) => Split(text).ShouldBe(["a", "b"]);

    [Fact]
    public void Split_ReturnAndFeedApart_EndOneLine() => Split("a\r", "\nb\n", "\n").ShouldBe(["a", "b", ""]);

    [Theory]
    [InlineData("loading…\u001e{}\n\ndone\n", "loading…|{}||done")]
    [InlineData("\u001e{}\n\u001e{}\n", "{}|{}")]
    [InlineData("a\r\u001e{}\n", "a|{}")]
    public void Split_RecordSeparator_BeginsALine(string text, string lines) => Split(text).ShouldBe(lines.Split('|'));

    [Fact]
    public void Split_RecordSeparatorInPieces_BeginsALine() =>
        Split("half", "\u001e", "{\"a\":", "1}\n").ShouldBe(["half", "{\"a\":1}"]);

    [Fact]
    public void Split_RecordSeparator_MarksTheLineThatItBeginsAndNoOther() =>
        _splitter.Split("a\u001eb\nc\n\u001ed\n"u8.ToArray()).Select(line => (line.Text, line.IsRecord))
            .ShouldBe([("a", false), ("b", true), ("c", false), ("d", true)]);

    [Fact]
    public void Rest_LineWithoutAnEnd_IsKept()
    {
        Split("a\nlast");

        _splitter.Rest().ShouldBe(new OutputLine("last", 0));
        _splitter.Rest().ShouldBeNull();
    }

    [Fact]
    public void Split_TenMegabytesInOneLine_KeepsItsBeginningAndCountsTheRest()
    {
        const int Length = 10_000_000;
        var lines = _splitter.Split(Encoding.UTF8.GetBytes(new string('x', Length) + "\nnext\n")).ToList();

        lines[0].ShouldBe(new OutputLine(new string('x', LineSplitter.Longest), Length - LineSplitter.Longest));
        lines[1].ShouldBe(new OutputLine("next", 0));
    }

    [Fact]
    public void Split_Binary_HasNothingThatHarmsATerminalOrADatabase()
    {
        var lines = _splitter.Split(
            Enumerable.Range(0, 256).Select(i => (byte)i).Append((byte)'\n').ToArray()).ToList();

        lines.SelectMany(line => line.Text).ShouldAllBe(c => !char.IsControl(c) || c == '\t');
        lines[0].Text.ShouldStartWith("␀␁");
    }
}
