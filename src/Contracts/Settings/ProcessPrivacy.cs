using System.Runtime.InteropServices;

namespace Experiments.Contracts.Settings;

/// <summary>What other processes may see of this one. See docs/adr/0027.</summary>
public static class ProcessPrivacy
{
    private const int SetDumpable = 4; // PR_SET_DUMPABLE

    /// <summary>
    /// Keeps this process's environment and memory, which hold the database's password, from the other processes of its
    /// user, such as the programs of trials. Debuggers and diagnostic tools of .NET cannot attach either. To be called first.
    /// Linux only; an administrator sees them all the same.
    /// </summary>
    public static void Begin()
    {
        if (!OperatingSystem.IsLinux()) return;
        _ = Control(SetDumpable, 0);
        // Whoever connects to the sockets of .NET's diagnostics is told the environment, and may load code.
        var key = $"{Environment.ProcessId}-{StartOfThis()}";
        foreach (var name in (string[])[$"dotnet-diagnostic-{key}-socket", $"clr-debug-pipe-{key}-in", $"clr-debug-pipe-{key}-out"])
        {
            try
            {
                File.Delete(Path.Combine(Path.GetTempPath(), name));
            }
            catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
            {
                // The folder is missing or closed to this process, and so .NET has made nothing there.
            }
        }
    }

    /// <summary>When this process began, in the kernel's ticks: field 22 of its line, of which the second may have blanks.</summary>
    private static string StartOfThis()
    {
        var line = File.ReadAllText("/proc/self/stat");
        return line[(line.LastIndexOf(')') + 2)..].Split(' ')[22 - 3];
    }

    [DllImport("libc", EntryPoint = "prctl")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Control(int option, nuint value);
}
