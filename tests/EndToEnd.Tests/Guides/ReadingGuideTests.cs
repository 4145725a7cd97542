using System.Text.RegularExpressions;
using Experiments.Testing.Postgres;

namespace Experiments.EndToEnd.Tests.Guides;

/// <summary>An app of one file that has only the package reads what the programs have stored.</summary>
public sealed partial class ReadingGuideTests(SharedPostgres postgres)
{
    private const string Guide = "docs/csharp.md";

    [Fact]
    public async Task Example_OnBothDatabases_PrintsWhatIsStored()
    {
        await using var file = new Machine();
        await PackAsync(file);
        await using var server = new Machine(await (await postgres.GetAsync()).CreateDatabaseAsync());
        foreach (var machine in new[] { file, server })
        {
            (await machine.RunAsync("run", Programs.Example("programs/shell.yaml"))).ShouldExitWith(0);
            var app = $"dotnet run '{file.FileOf("reading/best.cs")}' shell-program low";
            var printed = await RunAsync(machine, machine.Database is null ? app : $"{app} '{machine.Database}'");

            var best = (await machine.QueryAsync(
                "select trial, metric, objective from best_trials")).ShouldHaveSingleItem().Split('|');
            printed.ShouldContain($"best: trial {best[0]}, {best[1]} {best[2]}, low=");
            var curve = await machine.QueryAsync(
                $"select step, value from trial_curves where trial = {best[0]} and metric = 'error' order by step");
            printed.ShouldContain($"its curve: {string.Join(' ', curve).Replace('|', ':')}\n");
            Low().Matches(printed).Select(row => row.Groups["low"].Value)
                .ShouldBe(["-10", "-10", "0", "0", "1", "1"], "sorted as numbers");
        }
    }

    [Fact]
    public async Task Code_OfTheGuide_Runs()
    {
        var cancel = TestContext.Current.CancellationToken;
        var guide = await File.ReadAllTextAsync(Programs.FileOf(Guide), cancel);
        var blocks = Code().Matches(guide).Select(block => block.Groups["code"].Value).ToList();
        blocks.Count.ShouldBeGreaterThan(3);
        (await File.ReadAllTextAsync(Programs.FileOf("src", "Storage", "README.md"), cancel)).ShouldContain(blocks[0]);
        await using var machine = new Machine();
        await PackAsync(machine);
        (await machine.RunAsync("run", Programs.Example("programs/shell.yaml"))).ShouldExitWith(0);

        var usings = string.Concat(
            blocks.Skip(1).SelectMany(block => Using().Matches(block)).Select(line => line.Value));
        var rest = string.Concat(blocks.Skip(1).Select(block => Using().Replace(block, "")));
        var code = blocks[0].Replace("using Microsoft", usings + "using Microsoft") + rest;
        // The sweep that the test has is another one than the guide's.
        code = code.Replace("\"quickstart\"", "\"shell-program\"").Replace("\"mnist\"", "\"shell-program\"")
            .Replace("\"learning_rate\"", "\"low\"").Replace("\"val_accuracy\"", "\"error\"");
        await File.WriteAllTextAsync(machine.FileOf("reading/guide.cs"), code, cancel);
        var printed = await RunAsync(machine, "dotnet run reading/guide.cs");

        printed.ShouldContain("steps=12, from ");
        Regex.Count(printed, "^trial .* in 12 steps$", RegexOptions.Multiline).ShouldBe(6);
    }

    // The example and its package, which each test has its own of.
    private static async Task PackAsync(Machine machine)
    {
        machine.LinkRepository();
        await RunAsync(machine, "cp -rL examples/reading reading && ./pack reading/packages");
    }

    private static async Task<string> RunAsync(Machine machine, string line) =>
        (await machine.StartShell(line).WaitForExitAsync(TimeSpan.FromMinutes(5))).ShouldExitWith(0).Output;

    [GeneratedRegex(@"^```csharp\n(?<code>.*?)^```", RegexOptions.Singleline | RegexOptions.Multiline)]
    private static partial Regex Code();

    [GeneratedRegex(@"^using [\w.]+;\n+", RegexOptions.Multiline)]
    private static partial Regex Using();

    [GeneratedRegex(@"^low (?<low>\S+): trial \d+, ", RegexOptions.Multiline)]
    private static partial Regex Low();
}
