namespace Experiments.Contracts.Tests.SweepFiles;

/// <summary>Where test files lie, and sweeps in few words.</summary>
internal static class SweepTexts
{
    public static string Folder(string name) => Path.Combine(AppContext.BaseDirectory, "SweepFiles", name);

    public static string Examples => Path.Combine(AppContext.BaseDirectory, "examples");

    /// <summary>A valid sweep of the workload that waits, with these lines added.</summary>
    public static string Wait(string lines = "") => $"workload: wait\nmethod: random\nmetric: {{name: value}}\n{lines}";

    /// <summary>A sweep of a program, which takes parameters of any name.</summary>
    public static string Program(string lines) => $"program: train.py\nmethod: random\nmetric: {{name: loss}}\n{lines}";
}
