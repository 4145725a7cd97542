using Experiments.Contracts.Terminals;
using Spectre.Console;

namespace Experiments.Client.Shells;

/// <summary>What a command uses of the world around it.</summary>
internal sealed record Shell
{
    // A table in a pipe is not wrapped: whoever reads it has a screen of their own, or none.
    private const int PipeWidth = 10_000;

    /// <summary>Standard output, as a terminal where it is one.</summary>
    public required IAnsiConsole Console
    {
        get;
        init
        {
            value.Pipeline.Attach(new SafeRendering());
            field = value;
        }
    }

    /// <summary>Standard output, as text, see <see cref="SafeText"/>.</summary>
    public required TextWriter Out { get; init => field = new SafeTextWriter(value); }

    /// <summary>Standard error, likewise.</summary>
    public required TextWriter Error { get; init => field = new SafeTextWriter(value); }

    /// <summary>Reads an environment variable; null where it is not set.</summary>
    public required Func<string, string?> Environment { get; init; }

    /// <summary>The clock that waits are counted with.</summary>
    public required TimeProvider Time { get; init; }

    /// <summary>Ctrl-C.</summary>
    public required Interruption Interruption { get; init; }

    /// <summary>Asks a person and returns the answer, null at the end of input; null: nobody is there to be asked.</summary>
    public Func<string, string?>? Ask { get; init; }

    /// <summary>Whether what was written can be written over, so that a table can live.</summary>
    public bool IsLive => Console.Profile.Out.IsTerminal && Console.Profile.Capabilities.Ansi;

    /// <summary>The one of this process.</summary>
    public static Shell OfProcess(Interruption interruption)
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(System.Console.Out) });
        if (!console.Profile.Out.IsTerminal) console.Profile.Width = PipeWidth;
        return new Shell
        {
            Console = console,
            Out = System.Console.Out,
            Error = System.Console.Error,
            Environment = System.Environment.GetEnvironmentVariable,
            Time = TimeProvider.System,
            Interruption = interruption,
            Ask = System.Console.IsInputRedirected || System.Console.IsOutputRedirected ? null : AskAtTerminal,
        };
    }

    private static string? AskAtTerminal(string question)
    {
        System.Console.Error.Write(question);
        return System.Console.In.ReadLine();
    }
}
