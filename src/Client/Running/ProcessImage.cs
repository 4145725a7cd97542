using System.ComponentModel;
using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Experiments.Client.Running;

/// <summary>Replaces this process with another program.</summary>
internal static class ProcessImage
{
    /// <summary>
    /// On Unix, replaces this process with the program, so that signals reach the program directly, and does not
    /// return. On Windows, which has no such call, starts the program and waits until it exits.
    /// </summary>
    /// <returns>The program's exit code.</returns>
    /// <exception cref="UserErrorException">The program cannot be started.</exception>
    public static async Task<int> ReplaceAsync(string program, IReadOnlyList<string> arguments)
    {
        if (!OperatingSystem.IsWindows())
        {
            Execute(program, [program, .. arguments, null]);
            throw SiloProgram.NotStarted(program, new Win32Exception(Marshal.GetLastPInvokeError()));
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
