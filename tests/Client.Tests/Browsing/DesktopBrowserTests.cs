using Experiments.Client.Browsing;
using Experiments.Client.Tests.Support;
using Experiments.Testing.Waits;

namespace Experiments.Client.Tests.Browsing;

public sealed class DesktopBrowserTests
{
    /// <summary>All users of a machine can see the arguments of its programs.</summary>
    [Fact]
    public async Task Open_AnAddress_PassesAFileThatOnlyItsUserCanRead()
    {
        if (OperatingSystem.IsWindows()) Assert.Skip("The program is a script for a Unix shell.");
        using var shell = new TestShell();
        var said = Path.Combine(shell.Home, "said");
        var program = shell.Write(
            "opener",
            $"""
            #!/bin/sh
            (echo "$@"; stat -c %a "$(dirname "$1")"; cat "$1") > {said}.new && mv {said}.new {said}

            """,
            UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        string[] lines;
        using (var browser = new DesktopBrowser())
        {
            browser.Open(program, "http://127.0.0.1:1/#ticket=abc");
            await Waiting.UntilAsync(() => File.Exists(said), "the program that opens files");
            lines = File.ReadAllLines(said);
        }

        lines[0].ShouldEndWith("experiments.html");
        lines[0].ShouldNotContain("abc");
        lines[1].ShouldBe("700");
        string.Join('\n', lines[2..]).ShouldContain("url=http://127.0.0.1:1/#ticket=abc\"");
        File.Exists(lines[0]).ShouldBeFalse("it lets its reader in, and is deleted");
    }

    [Fact]
    public void Open_NoSuchProgram_DoesNothing()
    {
        using var browser = new DesktopBrowser();
        browser.Open("/nowhere/xdg-open", "http://127.0.0.1:1/");
    }

    [Theory]
    [InlineData("DISPLAY", true)]
    [InlineData("WAYLAND_DISPLAY", true)]
    [InlineData("TERM", false)]
    public void Find_OnLinux_NeedsADesktop(string variable, bool found)
    {
        if (!OperatingSystem.IsLinux()) Assert.Skip("Other systems always have a desktop.");
        (DesktopBrowser.Find(name => name == variable ? ":0" : null) is not null).ShouldBe(found);
    }
}
