using System.Runtime.CompilerServices;

namespace Experiments.Testing.GoldenFiles;

/// <summary>
/// Files in a test project's testdata/ that say what must not change unnoticed. Run with <c>UPDATE_GOLDEN=1</c>, tests
/// write them instead, and the diff is reviewed.
/// </summary>
public static class Golden
{
    /// <summary>Returns the content of a file of testdata/.</summary>
    public static string Read(string name) =>
        File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "testdata", name));

    /// <summary>
    /// Checks that a file of testdata/, in which lines are only ever added, lacks no line. <c>UPDATE_GOLDEN=1</c> adds
    /// them at its end.
    /// </summary>
    public static void Append(string name, IEnumerable<string> missing, [CallerFilePath] string caller = "")
    {
        if (Environment.GetEnvironmentVariable("UPDATE_GOLDEN") == "1")
            File.AppendAllLines(Path.Combine(Path.GetDirectoryName(caller)!, "..", "testdata", name), missing);
        else
            missing.ShouldBeEmpty($"testdata/{name} lacks lines; UPDATE_GOLDEN=1 adds them.");
    }

    /// <summary>Compares a text with a file of testdata/, for a test in a subfolder of its project.</summary>
    public static void Check(string name, string actual, [CallerFilePath] string caller = "")
    {
        if (Environment.GetEnvironmentVariable("UPDATE_GOLDEN") == "1")
            File.WriteAllText(Path.Combine(Path.GetDirectoryName(caller)!, "..", "testdata", name), actual);
        else
            actual.ShouldBe(Read(name), $"testdata/{name} differs; UPDATE_GOLDEN=1 writes it again.");
    }
}
