using System.Text.RegularExpressions;
using Experiments.Deploy.Tests.Support;

namespace Experiments.Deploy.Tests.Project;

/// <summary>Checks <c>docs/benchmarks.md</c>, and how a bench command writes into it.</summary>
public sealed partial class BenchmarkPageTests : IDisposable
{
    private const string Page =
        """
        # Benchmarks
        <!-- bench/first -->
        old
        <!-- end of bench/first -->
        between
        <!-- bench/second -->
        Not recorded yet.
        <!-- end of bench/second -->

        """;

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("experiments-bench-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void Page_HasASectionForEachCommand()
    {
        var commands = Directory.GetFiles(Repository.PathOf("bench")).Select(Path.GetFileName)
            .Where(name => !name!.Contains('.')).Select(name => $"bench/{name}").Order();
        var page = File.ReadAllText(Repository.PathOf("docs", "benchmarks.md"));

        Begin().Matches(page).Select(match => match.Groups[1].Value).Order().ShouldBe(commands);
        End().Matches(page).Select(match => match.Groups[1].Value).Order().ShouldBe(commands);
    }

    [Fact]
    public async Task Record_ReplacesTheCommandsOwnSection()
    {
        await RunAsync("echo '| a & b |  '; echo \"took $*\"", "bench/first 7 --record --fast");

        var page = File.ReadAllText(PagePath);
        page.ShouldContain("```text\n| a & b |\ntook 7 --fast\n```\n<!-- end of bench/first -->\nbetween\n");
        page.ShouldMatch(@"<!-- bench/first -->\n\d{4}-\d\d-\d\d, commit .+, \d+ cores");
        page.ShouldContain("<!-- bench/second -->\nNot recorded yet.\n");
        page.ShouldNotContain("old");
    }

    [Fact]
    public async Task Record_Twice_LeavesOneResult()
    {
        await RunAsync("echo one", "bench/first --record");
        await RunAsync("echo two", "bench/first --record");

        File.ReadAllText(PagePath).Split("```text").Length.ShouldBe(2);
    }

    [Theory]
    [InlineData("echo figures", "bench/first")]
    [InlineData("echo figures; exit 3", "bench/first --record || test $? -eq 3")]
    public async Task Run_WithoutRecordOrWithFailure_LeavesThePage(string body, string line)
    {
        (await RunAsync(body, line)).ShouldContain("figures");
        File.ReadAllText(PagePath).ShouldBe(Page);
    }

    private string PagePath => Path.Combine(_folder.FullName, "docs", "benchmarks.md");

    private async Task<string> RunAsync(string body, string line)
    {
        Directory.CreateDirectory(Path.Combine(_folder.FullName, "docs"));
        Directory.CreateDirectory(Path.Combine(_folder.FullName, "bench"));
        if (!File.Exists(PagePath)) await File.WriteAllTextAsync(PagePath, Page);
        File.Copy(
            Repository.PathOf("bench", "lib.sh"), Path.Combine(_folder.FullName, "bench", "lib.sh"), overwrite: true);
        await File.WriteAllTextAsync(
            Path.Combine(_folder.FullName, "bench", "first"),
            $". \"$(dirname \"$0\")/lib.sh\"\nbench sh -c '{body.Replace("'", "'\\''")}' first \"$@\"\n");
        return await Tool.RunAsync("sh", "dash", _folder.FullName, "-c", line.Replace("bench/first", "sh bench/first"));
    }

    [GeneratedRegex("^<!-- (bench/[a-z-]+) -->$", RegexOptions.Multiline)]
    private static partial Regex Begin();

    [GeneratedRegex("^<!-- end of (bench/[a-z-]+) -->$", RegexOptions.Multiline)]
    private static partial Regex End();
}
