using Spectre.Console;

namespace Experiments.Client.Tests.Support;

/// <summary>A terminal of a given width without colours.</summary>
internal static class PlainConsole
{
    public static IAnsiConsole Of(TextWriter output, int width)
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = AnsiSupport.No,
            ColorSystem = ColorSystemSupport.NoColors,
            Out = new AnsiConsoleOutput(output),
        });
        console.Profile.Width = width;
        return console;
    }
}
