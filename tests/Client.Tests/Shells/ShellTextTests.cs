using System.Diagnostics;
using Experiments.Contracts.Terminals;
using Experiments.Testing.Machines;

namespace Experiments.Client.Tests.Shells;

public sealed class ShellTextTests
{
    [Theory]
    [InlineData("sweep.yaml", "sweep.yaml")]
    [InlineData("../a/b_c-1.yaml", "../a/b_c-1.yaml")]
    [InlineData("my sweep.yaml", "\"my sweep.yaml\"")]
    [InlineData("it's.yaml", "\"it's.yaml\"")]
    [InlineData("größe.yaml", "\"größe.yaml\"")]
    [InlineData("", "\"\"")]
    [InlineData("$HOME.yaml", "'$HOME.yaml'")]
    [InlineData("it's \"new\"", "'it'\\''s \"new\"'")]
    public void Of_Word_IsInQuotesWhereItMust(string word, string expected) => ShellText.Quote(word).ShouldBe(expected);

    [Theory]
    [InlineData("plain")]
    [InlineData("a b  c")]
    [InlineData("$HOME `id` $(id) \\ \\\\")]
    [InlineData("'single' and \"double\" and \\'both\\'")]
    [InlineData("a;b|c&d>e<f*g?h[i]j{k,l}~m#n!o")]
    [InlineData("tab\tand\nline")]
    public async Task Of_Word_IsThatWordToAShell(string word)
    {
        var command = $"printf '<%s>' {ShellText.Quote(word)}; echo";
        await using var shell = new CliProcess(new ProcessStartInfo("/bin/sh", ["-c", command]));
        (await shell.WaitForExitAsync()).ShouldExitWith(0).Output.ShouldBe($"<{word}>\n");
    }

    [Theory]
    [InlineData("digits", true)]
    [InlineData("-digits", false)]
    [InlineData("two words", false)]
    [InlineData("line\n", false)]
    public void IsWord_Name_NeedsNoQuotes(string name, bool isWord) => ShellText.IsWord(name).ShouldBe(isWord);
}
