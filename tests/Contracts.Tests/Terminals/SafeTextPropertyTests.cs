using CsCheck;
using Experiments.Contracts.Terminals;
using Experiments.Testing.Properties;

namespace Experiments.Contracts.Tests.Terminals;

public sealed class SafeTextPropertyTests
{
    private static readonly Gen<string> Texts = Gen.String[
        Gen.OneOf(Gen.Char['\0', '\u00A0'], Gen.Char['\u2000', '\u2070'], Gen.Char)];

    [Fact]
    public void Of_AnyText_HasNoOrdersIsAsLongAndStaysAsItIsFromThenOn() => Texts.ForAll(text =>
    {
        var safe = SafeText.Escape(text);
        safe.Length.ShouldBe(text.Length);
        safe.Replace("\r\n", "").ShouldAllBe(c => !char.IsControl(c) || c == '\n' || c == '\t');
        safe.ShouldNotContain('\u202E');
        SafeText.Escape(safe).ShouldBe(safe);
    });

    [Fact]
    public void InLine_AnyText_HasNoControlCharacterAtAll() => Texts.ForAll(text =>
        SafeText.InLine(text).ShouldAllBe(c => !char.IsControl(c)));

    [Fact]
    public void Of_SafeText_IsTheSameInstance()
    {
        const string Safe = "plain text\tand\r\nlines";
        SafeText.Escape(Safe).ShouldBeSameAs(Safe);
    }

    [Fact]
    public void Writer_AllWays_WritesSafeTextAndKeepsItsLineEnd()
    {
        using var written = new StringWriter { NewLine = "\r\n" };
        using var writer = new SafeTextWriter(written);
        writer.Write('\u001b');
        writer.Write('\r');
        writer.Write('\n');
        writer.Write((string?)null);
        writer.Write("{0}", "\u0007");
        writer.WriteLine();
        writer.WriteLine((string?)null);
        writer.WriteLine((object)"\u009b");
        written.ToString().ShouldBe("␛\r\n␇\r\n\r\n\ufffd\r\n");
        writer.NewLine.ShouldBe("\r\n");
    }
}
