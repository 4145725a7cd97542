using System.Text.RegularExpressions;

namespace Experiments.EndToEnd.Tests.Guides;

/// <summary>An app of one file that has only the package of the client submits and follows a sweep.</summary>
public sealed partial class ApiGuideTests
{
    [Fact]
    public async Task Example_WithATokenOfASilo_FollowsASweepToItsBestTrial()
    {
        await using var machine = new Machine();
        machine.LinkRepository();
        await RunAsync(machine, "cp -rL examples/api api && ./pack api/packages");
        var served = await machine.Start(
            "serve", "--silo-port", "0", "--gateway-port", "0", "--http-port", "0", "--cpus", "2")
            .WaitForAsync("serving");
        machine.Environment["EXPERIMENTS_TOKEN"] = (await machine.RunAsync("token")).ShouldExitWith(0).Output.Trim();

        var url = Http().Match(served).Value;
        var printed = await RunAsync(
            machine, $"dotnet run api/watch.cs '{Programs.Example("programs/shell.yaml")}' {url}");

        printed.ShouldMatch("(?m)^running: 0 of ");
        printed.ShouldMatch("(?m)^completed: 6 of 6 trials completed$");
        var best = (await machine.QueryAsync("select trial, metric, objective from best_trials")).ShouldHaveSingleItem()
            .Split('|');
        printed.ShouldContain($"best: trial {best[0]}, {best[1]} {best[2]}, low=");
        await CodeOfTheGuideAsync(machine, url);
    }

    /// <summary>Runs the code of the guide, as one app.</summary>
    private static async Task CodeOfTheGuideAsync(Machine machine, string url)
    {
        var cancel = TestContext.Current.CancellationToken;
        var guide = await File.ReadAllTextAsync(Programs.FileOf("docs/csharp-api.md"), cancel);
        var blocks = Code().Matches(guide).Select(block => block.Groups["code"].Value).ToList();
        (await File.ReadAllTextAsync(Programs.FileOf("src/ApiClient/README.md"), cancel)).ShouldContain(blocks[0]);
        var code = string.Concat(blocks);
        machine.Environment["EXPERIMENTS_URL"] = url;
        machine.Write("api/guide.cs", code.Replace("\"mnist\"", "\"shell-program\"", StringComparison.Ordinal));
        (await RunAsync(machine, "dotnet run api/guide.cs")).ShouldContain("completed");
    }

    private static async Task<string> RunAsync(Machine machine, string line) =>
        (await machine.StartShell(line).WaitForExitAsync(TimeSpan.FromMinutes(5))).ShouldExitWith(0).Output;

    [GeneratedRegex(@"http://[\d.:]+")]
    private static partial Regex Http();

    [GeneratedRegex(@"^```csharp\n(?<code>.*?)^```", RegexOptions.Singleline | RegexOptions.Multiline)]
    private static partial Regex Code();
}
