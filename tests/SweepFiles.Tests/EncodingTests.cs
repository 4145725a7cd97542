using System.Text;

namespace Experiments.SweepFiles.Tests;

public class EncodingTests
{
    [Fact]
    public void Parse_Utf16WithMark_IsRefused() =>
        Only([.. Encoding.Unicode.Preamble, .. Encoding.Unicode.GetBytes(SweepTexts.Wait())])
            .ShouldBe("f.yaml: is UTF-16 or UTF-32; save it as UTF-8");

    [Fact]
    public void Parse_BigEndianUtf32_IsRefused() =>
        Only([0, 0, 0xFE, 0xFF, 0, 0, 0, (byte)'a']).ShouldBe("f.yaml: is UTF-16 or UTF-32; save it as UTF-8");

    [Fact]
    public void Parse_Utf16WithoutMark_IsRefused() =>
        Only(Encoding.BigEndianUnicode.GetBytes(SweepTexts.Wait()))
            .ShouldBe(
                "f.yaml:1:1: the control character U+0000 is not allowed; if the file is UTF-16, save it as UTF-8");

    [Fact]
    public void Parse_Latin1_SaysWhere() =>
        Only([.. "a: 1\nb: caf"u8, 0xE9, .. "\n"u8])
            .ShouldBe("f.yaml:2:7: the byte 0xE9 is not UTF-8; save the file as UTF-8");

    [Fact]
    public void Parse_CutInACharacter_SaysWhere() =>
        Only([.. "a: "u8, 0xC3]).ShouldBe("f.yaml:1:4: the byte 0xC3 is not UTF-8; save the file as UTF-8");

    [Fact]
    public void Parse_EscapeCharacter_IsRefused() =>
        Only("a: \u001b[31m"u8.ToArray()).ShouldBe("f.yaml:1:4: the control character U+001B is not allowed");

    [Theory]
    [InlineData("")]
    [InlineData(" \n\t\r\n")]
    [InlineData("\uFEFF")]
    public void Parse_NothingThere_IsRefused(string text) =>
        Only(Encoding.UTF8.GetBytes(text)).ShouldStartWith("f.yaml: is empty");

    [Fact]
    public void Parse_HalfOfASurrogatePair_IsRefused() =>
        SweepFile.Parse(SweepTexts.Wait("description: a\ud800b"), "f.yaml").Errors
            .ShouldHaveSingleItem().Message.ShouldContain("half of a surrogate pair");

    private static string Only(byte[] bytes) =>
        SweepFile.Parse(bytes, "f.yaml").Errors.ShouldHaveSingleItem().ToString();
}
