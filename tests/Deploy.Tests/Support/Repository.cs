using System.Runtime.CompilerServices;

namespace Experiments.Deploy.Tests.Support;

/// <summary>The files of this repository.</summary>
internal static class Repository
{
    public static string Root { get; } = RootOf();

    public static string PathOf(params string[] parts) => Path.Combine([Root, .. parts]);

    private static string RootOf([CallerFilePath] string thisFile = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(thisFile)!, "..", "..", ".."));
}
