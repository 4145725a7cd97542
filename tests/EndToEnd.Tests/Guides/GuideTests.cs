using System.Text.RegularExpressions;
using Experiments.Testing.Postgres;

namespace Experiments.EndToEnd.Tests.Guides;

/// <summary>Every command in the documentation succeeds.</summary>
public sealed class GuideTests(SharedPostgres postgres)
{
    /// <summary>
    /// The requirements that no test machine meets: a network, other programs, a GPU, or minutes of processor time.
    /// </summary>
    private static readonly string[] Elsewhere = ["docker", "kubernetes", "cuda", "postgres", "download",
        "release", "machine"];

    [Theory]
    [MemberData(nameof(Guide.Files), MemberType = typeof(Guide))]
    public async Task Commands_OfGuide_Succeed(string file)
    {
        var blocks = new Guide(file).Blocks().Where(block => !Elsewhere.Contains(block.Needs)).ToList();
        if (blocks.Count == 0) return;
        var uses = blocks.SelectMany(block => block.Commands).ToList();
        foreach (var tool in new[] { "promtool", "kubectl" })
            if (uses.Any(command => command.StartsWith(tool))) RequireTool(tool);
        await using var machine = new Machine(
            uses.Any(command => command.Contains("Host="))
                ? await (await postgres.GetAsync()).CreateDatabaseAsync()
                : null);
        machine.LinkRepository();

        var metrics = "";
        foreach (var (needs, commands) in blocks)
            foreach (var command in commands)
            {
                // The test does not have the guide's database. The machine sets its own.
                if (command.StartsWith("export ")) continue;
                if (needs == "background") metrics = await ServeAsync(machine, command);
                else (await machine.StartShell(command.Replace("http://127.0.0.1:9464", metrics))
                    .WaitForExitAsync()).ShouldExitWith(0);
            }
    }

    [Theory]
    [MemberData(nameof(Guide.Files), MemberType = typeof(Guide))]
    public void Blocks_OfGuide_NeedWhatIsKnownAndNameFilesThatAreThere(string file)
    {
        foreach (var (needs, commands) in new Guide(file).Blocks())
        {
            (needs is "" or "background" || Elsewhere.Contains(needs)).ShouldBeTrue($"{file}: console {needs}");
            commands.ShouldNotBeEmpty(file);
            foreach (var named in commands.SelectMany(Guide.FilesOf))
                Path.Exists(Programs.FileOf(named)).ShouldBeTrue($"{file}: {named}");
        }
    }

    [Fact]
    public void Guides_ForAllThatPeopleDo_ShowCommands() =>
        Guide.Files.Select(row => row.Data).Where(file => new Guide(file).Blocks().Any())
            .ShouldBe(
            [
                "README.md", "docs/api.md", "docs/architecture.md", "docs/benchmarks.md", "docs/chaos.md",
                "docs/csharp.md", "docs/csharp-api.md", "docs/deploying.md", "docs/first-sweep.md", "docs/install.md",
                "docs/looking.md", "docs/operating.md", "docs/own-workloads.md", "docs/python.md", "docs/security.md",
            ], ignoreOrder: true);

    // The ports in the guide may be in use, so free ones are used. Returns the URL of the metrics.
    private static async Task<string> ServeAsync(Machine machine, string command)
    {
        if (!command.Contains("-port")) command += " --silo-port 0 --gateway-port 0 --http-port 0";
        var said = await machine.StartShell("exec " + command).WaitForAsync("serving");
        return Regex.Match(said, @"http://[\d.:]+").Value;
    }

    private static void RequireTool(string tool)
    {
        if (Environment.GetEnvironmentVariable("CI") == "true") return;
        var path = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':');
        if (!path.Any(folder => File.Exists(Path.Combine(folder, tool)))) Assert.Skip($"{tool} is not installed.");
    }
}
