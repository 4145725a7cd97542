namespace Experiments.SweepFiles.Tests;

/// <summary>Where test files lie, and sweeps in few words.</summary>
internal static class SweepTexts
{
    public static string Folder(string name) => Path.Combine(AppContext.BaseDirectory, name);

    /// <summary>The lines that each file of a folder is answered with, by the file's name.</summary>
    public static ILookup<string, string> Expected(string folder) =>
        File.ReadLines(Path.Combine(Folder(folder), "expected.txt")).ToLookup(line => line[..line.IndexOf(':')]);

    /// <summary>The names of the sweep files in a folder.</summary>
    public static TheoryData<string> Names(string folder) =>
        [.. Directory.GetFiles(Folder(folder)).Select(file => Path.GetFileName(file)).Where(file => file != "expected.txt").Order()];

    public static string Examples => Path.Combine(AppContext.BaseDirectory, "examples");

    /// <summary>A valid sweep of the workload that waits, with these lines added.</summary>
    public static string Wait(string lines = "") => $"workload: wait\nmethod: random\nmetric: {{name: value}}\n{lines}";

    /// <summary>A sweep of a program, which takes parameters of any name.</summary>
    public static string Program(string lines) => $"program: train.py\nmethod: random\nmetric: {{name: loss}}\n{lines}";
}
