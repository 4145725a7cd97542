using System.ComponentModel;
using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Experiments.Contracts.Settings;

/// <summary>Replaces this process with another program.</summary>
public static class ProcessImage
{
    /// <summary>
    /// On Unix, replaces this process with the program, so that it keeps the process id and signals reach the program
    /// directly, and does not return. On Windows, which has no such call, starts the program and waits until it exits.
    /// </summary>
    /// <param name="program">The path of the program.</param>
    /// <param name="arguments">Its arguments, without its own name.</param>
    /// <returns>The program's exit code.</returns>
    /// <exception cref="Win32Exception">The program cannot be started.</exception>
    public static async Task<int> ReplaceAsync(string program, IReadOnlyList<string> arguments)
    {
        if (!OperatingSystem.IsWindows())
        {
            Execute(program, [program, .. arguments, null]);
            throw new Win32Exception(Marshal.GetLastPInvokeError());
        }

        using var process = Process.Start(program, arguments);
        await process.WaitForExitAsync();
        return process.ExitCode;
    }

    [DllImport(
        "libc", EntryPoint = "execv", SetLastError = true, CharSet = CharSet.Ansi, BestFitMapping = false,
        ThrowOnUnmappableChar = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Execute(string path, string?[] arguments);
}
