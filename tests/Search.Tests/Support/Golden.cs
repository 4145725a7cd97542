using System.Runtime.CompilerServices;

namespace Experiments.Search.Tests.Support;

/// <summary>
/// Files in testdata/ that record what must not change unnoticed. <c>UPDATE_GOLDEN=1</c> rewrites them, so that the
/// diff can be reviewed.
/// </summary>
internal static class Golden
{
    public static string Read(string name) => File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "testdata", name));

    public static void Check(string name, string actual, [CallerFilePath] string caller = "")
    {
        if (Environment.GetEnvironmentVariable("UPDATE_GOLDEN") == "1")
            File.WriteAllText(Path.Combine(Path.GetDirectoryName(caller)!, "..", "testdata", name), actual);
        else
            actual.ShouldBe(Read(name), $"testdata/{name} differs; UPDATE_GOLDEN=1 writes it anew.");
    }
}
