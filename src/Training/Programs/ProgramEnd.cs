using Experiments.Training.Programs.Output;

namespace Experiments.Training.Programs;

/// <summary>Describes in human-readable form how programs end.</summary>
internal static class ProgramEnd
{
    private const int Longest = 1_000;

    private static readonly Dictionary<int, string> Signals = new()
    {
        [1] = "SIGHUP",
        [2] = "SIGINT",
        [3] = "SIGQUIT",
        [4] = "SIGILL",
        [6] = "SIGABRT",
        [7] = "SIGBUS",
        [8] = "SIGFPE",
        [9] = "SIGKILL, as the kernel does where memory is short",
        [11] = "SIGSEGV",
        [13] = "SIGPIPE",
        [15] = "SIGTERM",
    };

    /// <summary>Returns the reason why a program failed.</summary>
    /// <param name="exitCode">The exit code, or 128 plus the signal's number if a signal ended the program.</param>
    /// <param name="errors">The last lines of its standard error.</param>
    public static string Describe(int exitCode, string errors)
    {
        var how = Signals.TryGetValue(exitCode - 128, out var signal)
            ? $"was ended by {signal}"
            : $"ended with exit code {exitCode}";
        return errors.Length == 0
            ? how
            : $"{how}: {(errors.Length > Longest ? "…" + Excerpt.End(errors, Longest) : errors)}{Remedy(errors)}";
    }

    private static string Remedy(string errors) =>
        errors.Contains("No module named 'wandb'", StringComparison.Ordinal)
            ? "; write 'shim: wandb' in the sweep file to log to the trial instead, or install it on the node"
            : "";

    /// <summary>
    /// Whether the program probably did not accept its command line: <c>argparse</c> and most commands then exit with
    /// 2, and a shell that finds nothing to run exits with 126 or 127.
    /// </summary>
    public static bool IsRefusal(int exitCode) => exitCode is 2 or 126 or 127;

    /// <summary>Returns the reason why a program that did not accept its command line failed.</summary>
    /// <param name="exitCode">The exit code.</param>
    /// <param name="error">The last line of its standard error.</param>
    public static string DescribeRefusal(int exitCode, string error) =>
        $"ended with exit code {exitCode} before it reported anything, as a program does that cannot run "
        + "with this command"
        + (error.Length == 0 ? "" : $": {error}")
        + "; it is not tried again: correct 'command', the names of 'parameters', or the program";

    /// <summary>Formats a time limit: <c>90 s</c>, <c>15 min</c>, <c>2 h</c>.</summary>
    public static string Describe(TimeSpan limit) => limit switch
    {
        { TotalHours: >= 2 } => $"{limit.TotalHours:0.##} h",
        { TotalMinutes: >= 2 } => $"{limit.TotalMinutes:0.##} min",
        _ => $"{limit.TotalSeconds:0.##} s",
    };
}
