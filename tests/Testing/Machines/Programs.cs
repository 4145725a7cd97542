using System.Runtime.CompilerServices;

namespace Experiments.Testing.Machines;

/// <summary>Where the programs under test are.</summary>
public static class Programs
{
    /// <summary>The command line, as the build that this one belongs to made it.</summary>
    public static string Experiments { get; } = Path.Combine(
        AppContext.BaseDirectory, "..", "..", "Client", new DirectoryInfo(AppContext.BaseDirectory).Name, "experiments");

    /// <summary>A file under <c>examples</c>.</summary>
    public static string Example(string name) => Path.Combine(Root(), "examples", name);

    /// <summary>A file or folder of this repository.</summary>
    public static string FileOf(params string[] parts) => Path.Combine([Root(), .. parts]);

    private static string Root([CallerFilePath] string thisFile = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(thisFile)!, "..", "..", ".."));
}
