using Experiments.Deploy.Tests.Support;

namespace Experiments.Deploy.Tests.Project;

/// <summary>Checks max_line_length of .editorconfig for C#, which no analyzer enforces.</summary>
public sealed class LineLengthTests
{
    private const int Longest = 120;

    private static readonly string[] Folders = ["src", "tests", "bench", "examples"];

    // To be enabled once all lines are wrapped.
    [Fact(Explicit = true)]
    public void Lines_OfCode_HaveAtMost120Columns() =>
        TooLong().ShouldBeEmpty($"lines of more than {Longest} columns");

    private static IEnumerable<string> TooLong() =>
        from folder in Folders
        from file in Directory.EnumerateFiles(Repository.PathOf(folder), "*.cs", SearchOption.AllDirectories)
        where !file.Contains("/obj/") && !file.Contains("/bin/")
        from line in File.ReadLines(file).Index()
        where line.Item.Length > Longest
        select $"{Path.GetRelativePath(Repository.Root, file)}:{line.Index + 1}: {line.Item.Length}";
}
