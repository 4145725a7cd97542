using Experiments.Contracts.Terminals;

namespace Experiments.Contracts.Tests.Terminals;

public sealed class SafeTextTests
{
    [Theory]
    [InlineData("plain, größe, 学习\tand\nlines\r\n", "plain, größe, 学习\tand\nlines\r\n")]
    [InlineData("\u001b]0;owned\u0007", "␛]0;owned␇")]
    [InlineData("\u001b[2J", "␛[2J")]
    [InlineData("\u009b2J\u007f", "\ufffd2J␡")]
    [InlineData("loss 0.9\rloss 0.1", "loss 0.9␍loss 0.1")]
    [InlineData("a\u202eb\u2066", "a\ufffdb\ufffd")]
    [InlineData("a\u200fb\u061cc\u2028d", "a\ufffdb\ufffdc\ufffdd")]
    public void Of_Text_HasNoOrdersToATerminal(string text, string safe)
    {
        SafeText.Escape(text).ShouldBe(safe);
        using var written = new StringWriter { NewLine = "\n" };
        using var writer = new SafeTextWriter(written);
        writer.Write(text);
        writer.Write(text.AsSpan());
        writer.Write(text.ToCharArray());
        writer.WriteLine(text);
        written.ToString().ShouldBe(safe + safe + safe + safe + "\n");
    }

    [Fact]
    public void InLine_LineFeedsAndTabs_ArePictures() => SafeText.InLine("a\nb\r\nc\td\u001b").ShouldBe("a␊b␍␊c␉d␛");
}
