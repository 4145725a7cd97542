using System.ComponentModel;
using System.Diagnostics;
using System.Runtime.InteropServices;
using Experiments.Contracts.Faults;

namespace Experiments.Client.Running;

/// <summary>Lets another program take over this process.</summary>
internal static class ProcessImage
{
    /// <summary>
    /// On Unix this process becomes the program, so that signals meant for it reach it and nothing stands between: does not
    /// return. On Windows, which cannot do that, starts it and waits.
    /// </summary>
    /// <returns>The program's exit code.</returns>
    /// <exception cref="UserErrorException">It cannot be started.</exception>
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
