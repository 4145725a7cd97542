using Experiments.Client.Output;
using Experiments.Client.Shells;
using Experiments.Client.Tests.Support;
using Spectre.Console;

namespace Experiments.Client.Tests.Output;

/// <summary>
/// Tests that names and values cannot contain terminal control sequences, such as one to clear the screen.
/// </summary>
public sealed class TerminalOrderTests : IDisposable
{
    private const string Hostile = "\u001b]0;owned\u0007\u001b[2J\u009b";

    private static readonly Listing<string> Listing = new([new("na\u001b[2Jme", text => text) { Wraps = true }]);

    private readonly TestShell _shell = new();

    public void Dispose() => _shell.Dispose();

    [Theory]
    [InlineData(nameof(ListingFormat.Table))]
    [InlineData(nameof(ListingFormat.Json))]
    [InlineData(nameof(ListingFormat.Csv))]
    public void Write_HostileText_GivesNoOrder(string named)
    {
        var format = Enum.Parse<ListingFormat>(named);
        Listing.Write(_shell.Shell, format, [Hostile], "none");
        Listing.WriteOne(_shell.Shell, format, Hostile);
        _shell.Out.ShouldContain("owned");
        ShouldHaveNoOrder(_shell.Out);
    }

    [Fact]
    public void WriteLine_HostileText_GivesNoOrder()
    {
        _shell.Shell.Out.WriteLine(Hostile);
        _shell.Out.ShouldBe("␛]0;owned␇␛[2J\ufffd\n");
    }

    [Fact]
    public void Write_ErrorWithHostileText_GivesNoOrder()
    {
        FaultReport.Write(_shell.Shell, new UserErrorException(Hostile), verbose: true);
        _shell.Error.ShouldContain("owned");
        ShouldHaveNoOrder(_shell.Error);
    }

    /// <summary>On a terminal, the console's own control sequences remain, such as colours.</summary>
    [Fact]
    public void Write_TableOnATerminal_HasOnlyTheOrdersOfTheConsoleItself()
    {
        using var written = new StringWriter();
        var console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = AnsiSupport.Yes,
            ColorSystem = ColorSystemSupport.TrueColor,
            Out = new AnsiConsoleOutput(written),
        });
        console.Profile.Width = 200;
        var shell = _shell.Shell with { Console = console };
        Listing.Write(shell, ListingFormat.Table, [Hostile], "none");
        var text = written.ToString();
        text.ShouldContain("\u001b[1m");
        text.ShouldNotContain("\u001b]0");
        text.ShouldNotContain("\u001b[2J");
        text.ShouldContain("␛[2J");
    }

    private static void ShouldHaveNoOrder(string text) =>
        text.Where(c => char.IsControl(c) && c is not ('\n' or '\r')).ShouldBeEmpty();
}
