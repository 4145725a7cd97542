using System.Text;
using Spectre.Console;

namespace Experiments.Client.Tests.Support;

/// <summary>A terminal of a given width without colours.</summary>
internal static class PlainConsole
{
    public static IAnsiConsole Of(TextWriter output, int width, bool terminal = false)
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = AnsiSupport.No,
            ColorSystem = ColorSystemSupport.NoColors,
            Out = terminal ? new Terminal(output, width) : new AnsiConsoleOutput(output),
        });
        console.Profile.Width = width;
        return console;
    }

    private sealed class Terminal(TextWriter output, int width) : IAnsiConsoleOutput
    {
        public TextWriter Writer => output;

        public bool IsTerminal => true;

        public int Width => width;

        public int Height => 24;

        public void SetEncoding(Encoding encoding) { }
    }
}
