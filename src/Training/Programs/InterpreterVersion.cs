using System.Diagnostics;
using System.Text.RegularExpressions;
using Experiments.Training.Programs.Processes;

namespace Experiments.Training.Programs;

/// <summary>Determines the version of interpreters.</summary>
internal static partial class InterpreterVersion
{
    private const int Longest = 200;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    /// <summary>
    /// Returns the first line of <c>--version</c>, or null if the file is not a known interpreter or prints none.
    /// </summary>
    public static async Task<string?> AskAsync(
        string file, string directory, TimeProvider time, CancellationToken cancel)
    {
        if (!Known().IsMatch(Path.GetFileName(file))) return null;
        using var patience = new CancellationTokenSource(Patience, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancel);
        var start = new ProcessStartInfo(file, ["--version"])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = directory,
        };
        ProgramEnvironment.HideSecrets(start.Environment);
        using var process = Process.Start(start)!;
        try
        {
            process.StandardInput.Close();
            var line = await process.StandardOutput.ReadLineAsync(either.Token);
            await process.WaitForExitAsync(either.Token);
            return line is { Length: > 0 and <= Longest } ? line : null;
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            process.Kill(entireProcessTree: true);
            return null;
        }
    }

    [GeneratedRegex(@"^(python|pypy|bash|node|julia|Rscript|ruby|perl)[0-9.]*\z")]
    private static partial Regex Known();
}
