namespace Experiments.SweepFiles.Tests;

/// <summary>The locations of test files, and short sweep files.</summary>
internal static class SweepTexts
{
    public static string Folder(string name) => Path.Combine(AppContext.BaseDirectory, name);

    /// <summary>Returns the expected messages for each file of a folder, by the file's name.</summary>
    public static ILookup<string, string> Expected(string folder) =>
        File.ReadLines(Path.Combine(Folder(folder), "expected.txt")).ToLookup(line => line[..line.IndexOf(':')]);

    /// <summary>Returns the names of the sweep files in a folder.</summary>
    public static TheoryData<string> Names(string folder) =>
    [
        .. Directory.GetFiles(Folder(folder)).Select(file => Path.GetFileName(file))
            .Where(file => file != "expected.txt")
            .Order(),
    ];

    public static string Examples => Path.Combine(AppContext.BaseDirectory, "examples");

    /// <summary>Returns a valid sweep of the workload <c>wait</c>, with these lines added.</summary>
    public static string Wait(string lines = "") => $"workload: wait\nmethod: random\nmetric: {{name: value}}\n{lines}";

    /// <summary>Returns a sweep of a program, which accepts parameters of any name.</summary>
    public static string Program(string lines) => $"program: train.py\nmethod: random\nmetric: {{name: loss}}\n{lines}";
}
