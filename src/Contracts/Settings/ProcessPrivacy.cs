using System.Runtime.InteropServices;

namespace Experiments.Contracts.Settings;

/// <summary>Limits what other processes can see of this one. See docs/adr/0027.</summary>
public static class ProcessPrivacy
{
    private const int SetDumpable = 4; // PR_SET_DUMPABLE

    /// <summary>
    /// Hides this process's environment and memory, which contain the database's password, from the other processes of
    /// its user, such as the programs of trials. Debuggers and diagnostic tools of .NET cannot attach either. Call this
    /// first. Linux only; an administrator can still read them.
    /// </summary>
    public static void Begin()
    {
        if (!OperatingSystem.IsLinux()) return;
        _ = Control(SetDumpable, 0);
        // A process that connects to .NET's diagnostic sockets can read the environment and load code.
        var key = $"{Environment.ProcessId}-{StartOfThis()}";
        foreach (var name in (string[])
            [$"dotnet-diagnostic-{key}-socket", $"clr-debug-pipe-{key}-in", $"clr-debug-pipe-{key}-out"])
        {
            try
            {
                File.Delete(Path.Combine(Path.GetTempPath(), name));
            }
            catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
            {
                // The folder is missing or not accessible to this process, so .NET has created nothing there.
            }
        }
    }

    /// <summary>
    /// Returns the start time of this process in the kernel's ticks: field 22 of <c>/proc/self/stat</c>, whose second
    /// field may contain spaces.
    /// </summary>
    private static string StartOfThis()
    {
        var line = File.ReadAllText("/proc/self/stat");
        return line[(line.LastIndexOf(')') + 2)..].Split(' ')[22 - 3];
    }

    [DllImport("libc", EntryPoint = "prctl")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Control(int option, nuint value);
}
