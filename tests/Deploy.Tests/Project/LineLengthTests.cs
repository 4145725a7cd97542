using Experiments.Deploy.Tests.Support;

namespace Experiments.Deploy.Tests.Project;

/// <summary>
/// Checks max_line_length of .editorconfig for C#, which no analyzer enforces. Raw string literals are exempt: a line
/// break would change them.
/// </summary>
public sealed class LineLengthTests
{
    private const int Longest = 120;

    private static readonly string[] Folders = ["src", "tests", "bench", "examples"];

    // By 'dotnet ef'.
    private static readonly string[] Generated = ["/src/Storage/Migrations/", "/src/Storage/Model/Compiled/"];

    [Fact]
    public void Lines_OfCode_HaveAtMost120Columns()
    {
        var files = Folders
            .SelectMany(folder =>
                Directory.EnumerateFiles(Repository.PathOf(folder), "*.cs", SearchOption.AllDirectories))
            .Where(file => !file.Contains("/obj/") && !file.Contains("/bin/") && !Generated.Any(file.Contains))
            .ToList();

        files.Count.ShouldBeGreaterThan(500);
        files.SelectMany(TooLong).ShouldBeEmpty($"lines of more than {Longest} columns");
    }

    private static IEnumerable<string> TooLong(string file)
    {
        var raw = false;
        foreach (var (index, line) in File.ReadLines(file).Index())
        {
            var marks = line.Split("\"\"\"").Length - 1;
            if (line.Length > Longest && !raw && marks == 0)
                yield return $"{Path.GetRelativePath(Repository.Root, file)}:{index + 1}: {line.Length}";
            raw ^= marks % 2 == 1;
        }
    }
}
