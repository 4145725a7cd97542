using System.Runtime.InteropServices;

namespace Experiments.Contracts.Settings;

/// <summary>What other processes may see of this one. See docs/adr/0027.</summary>
public static class ProcessPrivacy
{
    private const int SetDumpable = 4; // PR_SET_DUMPABLE

    /// <summary>
    /// Keeps this process's environment and memory, which hold the database's password, from the other processes of its
    /// user, such as the programs of trials. Debuggers and diagnostic tools of .NET cannot attach either. To be called first. Linux only; an administrator sees them all the same.
    /// </summary>
    public static void Begin()
    {
        if (!OperatingSystem.IsLinux()) return;
        _ = Control(SetDumpable, 0);
        // Who connects to the sockets of .NET's diagnostics is told the environment, and may load code.
        var folder = Path.GetTempPath();
        foreach (var pattern in (string[])[$"dotnet-diagnostic-{Environment.ProcessId}-*", $"clr-debug-pipe-{Environment.ProcessId}-*"])
            foreach (var socket in Directory.EnumerateFiles(folder, pattern)) File.Delete(socket);
    }

    [DllImport("libc", EntryPoint = "prctl")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Control(int option, nuint value);
}
