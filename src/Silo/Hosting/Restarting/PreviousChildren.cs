using System.Runtime.InteropServices;

namespace Experiments.Silo.Hosting.Restarting;

/// <summary>The child processes that a previous program of this process has left.</summary>
internal static class PreviousChildren
{
    private const int NoHang = 1; // WNOHANG

    /// <summary>
    /// Removes those that have ended from the kernel's table; otherwise they stay there as zombies. The reaper of the
    /// previous silo ends the rest within seconds (docs/adr/0017). Call this only while this program has no child.
    /// </summary>
    public static void Reap()
    {
        if (OperatingSystem.IsWindows()) return;
        while (Wait(-1, 0, NoHang) > 0)
        {
        }
    }

    [DllImport("libc", EntryPoint = "waitpid")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Wait(int process, nint status, int options);
}
