using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;

namespace Experiments.Contracts.Tests.Architecture;

/// <summary>
/// Checks that the folders of a source project do not depend on each other in a cycle. A folder is one directly below
/// the project, with the part of the namespace that is named after it. Its dependencies are read from its source files.
/// </summary>
public sealed partial class FolderCircleTests
{
    /// <summary>The projects whose cycles remain to be removed. Do not add any.</summary>
    private static readonly string[] StillOpen = [];

    public static TheoryData<string> Projects =>
        [.. Directory.GetFiles(Source(), "*.csproj", SearchOption.AllDirectories)
            .Select(Path.GetFileNameWithoutExtension).OfType<string>().Except(StillOpen).Order()];

    [Theory]
    [MemberData(nameof(Projects))]
    public void Folders_OfProject_UseEachOtherOneWay(string project)
    {
        var files = Directory.EnumerateFiles(Path.Combine(Source(), project), "*.cs", SearchOption.AllDirectories);
        var circle = FindCircle(UsesOf(project, files.Select(File.ReadAllText)));
        circle.ShouldBeNull($"folders of {project} use each other in a circle: {circle}");
    }

    [Fact]
    public void FindCircle_FoldersThatUseEachOther_IsNamed()
    {
        var uses = UsesOf("P",
        [
            "using Experiments.P.B;\n\nnamespace Experiments.P.A.Deep;\n",
            "namespace Experiments.P.B;\n\nclass C { Experiments.P.A.Deep.D d; }\n",
        ]);
        FindCircle(uses).ShouldBe("A → B → A");
    }

    [Fact]
    public void FindCircle_CircleThroughOthers_IsNamed()
    {
        var uses = UsesOf("P",
        [
            "using Experiments.P.C;\n\nnamespace Experiments.P.A;\n",
            "using static Experiments.P.A.Words;\n\nnamespace Experiments.P.B;\n",
            "using X = Experiments.P.B.X;\n\nnamespace Experiments.P.C;\n",
        ]);
        FindCircle(uses).ShouldBe("A → C → B → A");
    }

    [Fact]
    public void FindCircle_OneWayCommentsAndTheProjectItself_AreNone()
    {
        var uses = UsesOf("P",
        [
            "using Experiments.P.B;\nusing Experiments.Q.A;\n\nnamespace Experiments.P.A;\n",
            "namespace Experiments.P.B;\n\n/// <see cref=\"Experiments.P.A.D\"/>\nclass C;\n",
            "using Experiments.P.A;\nusing Experiments.P.B;\n\nnamespace Experiments.P;\n",
        ]);
        FindCircle(uses).ShouldBeNull();
    }

    /// <summary>Returns, for each folder, the folders that its files use.</summary>
    private static Dictionary<string, SortedSet<string>> UsesOf(string project, IEnumerable<string> files)
    {
        var uses = new Dictionary<string, SortedSet<string>>();
        foreach (var file in files.Select(text => Comment().Replace(text, "")))
        {
            var folder = Regex.Match(file, $@"^namespace Experiments\.{project}\.(\w+)", RegexOptions.Multiline);
            if (!folder.Success) continue;
            var used = uses.TryGetValue(folder.Groups[1].Value, out var known)
                ? known
                : uses[folder.Groups[1].Value] = [];
            used.UnionWith(
                Regex.Matches(file, $@"\bExperiments\.{project}\.(\w+)").Select(name => name.Groups[1].Value));
            used.Remove(folder.Groups[1].Value);
        }

        return uses;
    }

    /// <summary>Returns a cycle, such as <c>A → B → A</c>, or null if there is none.</summary>
    private static string? FindCircle(Dictionary<string, SortedSet<string>> uses)
    {
        var finished = new HashSet<string>();
        return uses.Keys.Order(StringComparer.Ordinal).Select(folder => Follow(folder, []))
            .FirstOrDefault(circle => circle is not null);

        string? Follow(string folder, string[] way)
        {
            if (Array.IndexOf(way, folder) is >= 0 and var begin) return string.Join(" → ", [.. way[begin..], folder]);
            if (finished.Contains(folder) || !uses.TryGetValue(folder, out var used)) return null;
            var circle = used.Select(next => Follow(next, [.. way, folder])).FirstOrDefault(found => found is not null);
            finished.Add(folder);
            return circle;
        }
    }

    private static string Source([CallerFilePath] string thisFile = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(thisFile)!, "..", "..", "..", "src"));

    [GeneratedRegex(@"//.*$", RegexOptions.Multiline)]
    private static partial Regex Comment();
}
