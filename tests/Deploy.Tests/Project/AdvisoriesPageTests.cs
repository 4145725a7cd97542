using System.Text.RegularExpressions;
using Experiments.Deploy.Tests.Support;

namespace Experiments.Deploy.Tests.Project;

public sealed partial class AdvisoriesPageTests
{
    [Fact]
    public void Tests_OfEachKind_Exist()
    {
        var page = File.ReadAllLines(Repository.PathOf("docs", "advisories.md"));
        var tests = Directory.GetFiles(Repository.PathOf("tests"), "*Tests.cs", SearchOption.AllDirectories)
            .ToLookup(file => Path.GetFileNameWithoutExtension(file), File.ReadAllText);
        var kinds = page.Where(line => line.StartsWith("| ")).Skip(1).ToList();

        kinds.Count.ShouldBeGreaterThan(10);
        foreach (var kind in kinds)
        {
            var named = Name().Matches(kind.Split('|')[4]);
            named.ShouldNotBeEmpty(kind);
            foreach (Match test in named)
                tests[test.Groups["class"].Value].ShouldContain(
                    text => text.Contains(
                        test.Groups["method"].Success ? $" {test.Groups["method"].Value}(" : "[Fact]"), test.Value);
        }
    }

    // A class alone stands for all of its tests.
    [GeneratedRegex(@"`(?<class>\w+Tests)(\.(?<method>\w+))?`")]
    private static partial Regex Name();
}
