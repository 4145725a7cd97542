using System.Runtime.InteropServices;

namespace Experiments.Silo.Tests.Gpus;

/// <summary>The environment of the C library, which .NET's own methods do not change.</summary>
internal static class Native
{
    public static void SetEnvironment(string name, string value) => Set(name, value, 1).ShouldBe(0);

    [DllImport("libc", EntryPoint = "setenv", CharSet = CharSet.Ansi, BestFitMapping = false)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Set(string name, string value, int overwrite);
}
