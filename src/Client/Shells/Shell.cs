using System.Text;
using Experiments.Contracts.Terminals;
using Spectre.Console;

namespace Experiments.Client.Shells;

/// <summary>The environment that a command runs in.</summary>
internal sealed record Shell
{
    // Tables in a pipe are not wrapped, since the width of the reader's screen, if any, is unknown.
    private const int PipeWidth = 10_000;

    /// <summary>
    /// The environment variable that says how the user calls this program, if that is not <c>experiments</c>.
    /// </summary>
    public const string CalledVariable = "EXPERIMENTS_CALLED";

    /// <summary>Standard output as a console, with a terminal's features if it is one.</summary>
    public required IAnsiConsole Console
    {
        get;
        init
        {
            value.Pipeline.Attach(new SafeRendering(trims: !value.Profile.Out.IsTerminal));
            field = value;
        }
    }

    /// <summary>Standard output as text, escaped by <see cref="SafeText"/>.</summary>
    public required TextWriter Out { get; init => field = new SafeTextWriter(value); }

    /// <summary>Standard error as text, escaped by <see cref="SafeText"/>.</summary>
    public required TextWriter Error { get; init => field = new SafeTextWriter(value); }

    /// <summary>Reads an environment variable; returns null if it is not set.</summary>
    public required Func<string, string?> Environment { get; init; }

    /// <summary>The clock for delays and timeouts.</summary>
    public required TimeProvider Time { get; init; }

    /// <summary>Interruptions by the user, such as Ctrl-C.</summary>
    public required Interruption Interruption { get; init; }

    /// <summary>
    /// Asks the user a question and returns the answer, or null at the end of input; null if the shell is not
    /// interactive.
    /// </summary>
    public Func<string, string?>? Ask { get; init; }

    /// <summary>
    /// Asks the user for a secret, without showing it on the terminal, and returns it; if standard input is no
    /// terminal, its first line. Null at the end of input.
    /// </summary>
    public Func<string, string?>? AskSecret { get; init; }

    /// <summary>Whether written text can be overwritten, so that a table can be updated in place.</summary>
    public bool IsLive => Console.Profile.Out.IsTerminal && Console.Profile.Capabilities.Ansi;

    /// <summary>The command as the user calls it: <c>experiments</c> or <c>./experiments</c>.</summary>
    public string Called =>
        Environment(CalledVariable) is { Length: > 0 } called ? ShellText.Quote(called) : "experiments";

    /// <summary>Returns a sentence whose quoted commands can be copied: as the user calls this program.</summary>
    public string Hint(string sentence) => sentence.Replace("'experiments ", $"'{Called} ", StringComparison.Ordinal);

    /// <summary>
    /// Writes a line to standard output. A terminal that is narrower gets several, and no word of them is broken.
    /// </summary>
    public void WriteWrapped(string line)
    {
        if (Console.Profile.Out.IsTerminal) Console.Write(new Text(SafeText.Escape(line) + "\n"));
        else Out.WriteLine(line);
    }

    /// <summary>Creates the shell of this process.</summary>
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
            AskSecret = AskForSecret,
            Ask = System.Console.IsInputRedirected || System.Console.IsOutputRedirected ? null : AskAtTerminal,
        };
    }

    private static string? AskForSecret(string question)
    {
        if (System.Console.IsInputRedirected) return System.Console.In.ReadLine();
        System.Console.Error.Write(question);
        var typed = new StringBuilder();
        while (System.Console.ReadKey(intercept: true) is { Key: not ConsoleKey.Enter } key)
        {
            if (key.Key == ConsoleKey.Backspace) typed.Length = Math.Max(0, typed.Length - 1);
            else if (!char.IsControl(key.KeyChar)) typed.Append(key.KeyChar);
        }

        System.Console.Error.WriteLine();
        return typed.ToString();
    }

    private static string? AskAtTerminal(string question)
    {
        System.Console.Error.Write(question);
        return System.Console.In.ReadLine();
    }
}
