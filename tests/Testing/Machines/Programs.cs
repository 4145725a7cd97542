using System.Runtime.CompilerServices;

namespace Experiments.Testing.Machines;

/// <summary>The paths of the programs under test.</summary>
public static class Programs
{
    /// <summary>The path of the command-line program from the same build as the tests.</summary>
    public static string Experiments { get; } = Path.Combine(
        AppContext.BaseDirectory, "..", "..", "Client", new DirectoryInfo(AppContext.BaseDirectory).Name,
        "experiments");

    /// <summary>Returns the path of a file in <c>examples</c>.</summary>
    public static string Example(string name) => Path.Combine(Root(), "examples", name);

    /// <summary>Returns the path of a file or folder of this repository.</summary>
    public static string FileOf(params string[] parts) => Path.Combine([Root(), .. parts]);

    private static string Root([CallerFilePath] string thisFile = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(thisFile)!, "..", "..", ".."));
}
