using System.Text.RegularExpressions;

namespace Experiments.EndToEnd.Tests.Guides;

/// <summary>The files that the guide shows are all that a workload of one's own needs.</summary>
public sealed partial class OwnWorkloadGuideTests
{
    private const string Heading = "## A class of your own";

    [Fact]
    public async Task Files_OfTheGuide_AreAWorkload()
    {
        var cancel = TestContext.Current.CancellationToken;
        await using var machine = new Machine();
        machine.LinkRepository();
        var guide = await File.ReadAllTextAsync(Programs.FileOf("docs", "own-workloads.md"), cancel);
        var files = Blocks().Matches(guide[guide.IndexOf(Heading, StringComparison.Ordinal)..]).Take(4)
            .ToDictionary(block => block.Groups["file"].Value, block => block.Groups["text"].Value);
        files.Keys.ShouldBe(["nuget.config", "Mine.csproj", "Parabola.cs", "sweep.yaml"]);
        Directory.CreateDirectory(machine.FileOf("mine"));
        foreach (var (file, text) in files)
            await File.WriteAllTextAsync(machine.FileOf(Path.Combine("mine", file)), text, cancel);

        foreach (var command in new[] { "./pack mine/packages", "dotnet build mine -c Release --nologo -v quiet" })
            (await machine.StartShell(command).WaitForExitAsync(TimeSpan.FromMinutes(5))).ShouldExitWith(0);
        (await machine.RunAsync("run", "mine/sweep.yaml")).ShouldExitWith(0);

        (await machine.QueryAsync("select count(*) from trials where status = 'completed'")).ShouldBe(["20"]);
        Directory.GetFiles(machine.FileOf("mine/bin"), "*.dll").Select(Path.GetFileName).ShouldBe(["Mine.dll"]);
    }

    /// <summary>A code block whose first line is a comment with the file's name.</summary>
    [GeneratedRegex(@"```\w+\n(?<text>(<!-- |// |# )(?<file>[\w.]+): .*?)```", RegexOptions.Singleline)]
    private static partial Regex Blocks();
}
