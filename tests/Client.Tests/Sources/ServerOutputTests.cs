using System.Text.RegularExpressions;
using Experiments.Client.Tests.Support;

namespace Experiments.Client.Tests.Sources;

/// <summary>What commands print over a server is what they print over the database.</summary>
public sealed partial class ServerOutputTests
{
    public static TheoryData<string> Reading =>
    [
        "ls", "ls --format json", "ls --format csv --archived", "ls --limit 2", "ls --tag none",
        "ls --tag none --tag b",
        "show digits", "show digits --format json", "show digits --yaml", "show digits/0", "show digits/5",
        "show digits/1 --format json", "show frugal", "show frugal --format json", "show nights",
        "show nights/0", "show phones --format csv", "show seeds",
        "best digits", "best digits --top 3", "best digits --top 3 --format csv", "best seeds", "best seeds --top 2",
        "best seeds --format json", "best phones", "best phones --top 1", "best nights", "best nights --format json",
        "trials digits", "trials digits --format json", "trials phones --format csv", "trials seeds --limit 2",
        "trials digits --where optimizer=adam --sort learning_rate", "trials digits --sort val_accuracy",
        "trials digits --sort val_accuracy --descending", "trials digits --sort metric.test_accuracy",
        "trials digits --sort test_accuracy --limit 2", "trials digits --sort objective --format json",
        "trials digits --sort time --descending", "trials digits --status failed", "trials digits --status paused",
        "trials phones --sort loss",
        "trials digits --group-by optimizer", "trials digits --group-by optimizer,status --format json",
        "trials digits --group-by optimizer --status completed --format csv", "trials seeds --group-by seed --limit 1",
        "trials seeds --group-by learning_rate,seed --where seed=1",
        "curves digits", "curves digits --top 2 --format csv", "curves digits --metric test_accuracy --format json",
        "logs nights/0", "logs nights/0 --attempt 1 --follow",
        "artifacts nights", "artifacts nights/0 --format json", "artifacts nights plots", "artifacts digits",
        "nodes", "nodes --format json", "nodes --format csv",
        "diff digits seeds", "diff digits/0 digits/1", "diff digits/0 frugal/0 --all", "diff digits seeds/0",
        "explain digits", "explain seeds --format json", "explain phones --format csv",
        "whatif digits --early-terminate none --early-terminate '{type: median, grace_period: 1}' --format json",
        "note digits", "note seeds", "audit", "audit digits --format json", "audit --limit 1", "token ls",
        "token ls --format csv", "watch digits", "watch seeds", "watch phones", "watch nights", "watch frugal",
    ];

    public static TheoryData<string> Wrong =>
    [
        "show unknown", "show digits/99", "best unknown", "trials digits --where nonsense",
        "trials digits --where 'optimizer=adam and'", "trials digits --sort nope", "trials digits --group-by nope",
        "trials digits --group-by val_accuracy", "curves digits --metric nope", "curves nights --metric x",
        "logs nights/7", "logs nights/0 --attempt 3", "logs digits/0", "artifacts nights/0 nothing",
        "artifacts digits/99", "diff digits unknown", "explain unknown", "explain digits --next",
        "whatif unknown --early-terminate median", "audit unknown", "watch unknown", "tag digits a,b",
        "pin digits/99", "rm unknown --yes", "drain nowhere", "token revoke nobody",
    ];

    [Fact]
    public async Task Reading_OverAServer_PrintsWhatTheDatabasePrints()
    {
        await using var served = await ServedDatabase.StartAsync();
        using var laptop = await served.OpenShellAsync();
        await PrepareAsync(served);
        foreach (var line in Reading.Select(row => row.Data))
        {
            var expected = await RunAsync(served.Admin, line);
            expected.Exit.ShouldBe(line == "watch nights" ? 1 : 0, $"{line}: {expected.Error}");
            (await RunAsync(laptop, line)).ShouldBe(expected, line);
        }
    }

    [Fact]
    public async Task Wrong_OverAServer_IsRefusedAsByTheDatabase()
    {
        await using var served = await ServedDatabase.StartAsync();
        using var laptop = await served.OpenShellAsync();
        foreach (var line in Wrong.Select(row => row.Data))
        {
            var expected = await RunAsync(served.Admin, line);
            var (exit, output, error) = await RunAsync(laptop, line);
            (exit, output).ShouldBe((expected.Exit, ""), $"{line}: {error}");
            exit.ShouldBeGreaterThan(0, line);
            error.TrimEnd('\n').Split('\n').Length.ShouldBe(1, error);
            // The server does not know which option of the command is wrong.
            Sentence(error).ShouldBe(Sentence(expected.Error), line);
        }
    }

    [Fact]
    public async Task Artifacts_OverAServer_AreWrittenAsTheyWereLeft()
    {
        await using var served = await ServedDatabase.StartAsync();
        using var laptop = await served.OpenShellAsync("viewer");
        var folder = Path.Combine(laptop.Home, "files");
        (await laptop.RunAsync("artifacts", "nights/0", "--out", folder)).ShouldBe(0, laptop.Error);
        (await File.ReadAllTextAsync(Path.Combine(folder, "model.pt"))).ShouldBe("weights");
        (await File.ReadAllTextAsync(Path.Combine(folder, "plots/a b#1.png"))).ShouldBe("png");
    }

    [Fact]
    public async Task Show_OverAServer_HasNoSecrets()
    {
        await using var served = await ServedDatabase.StartAsync();
        using var laptop = await served.OpenShellAsync("viewer");
        foreach (var format in (string[])["--yaml", "--format=json", "--format=table"])
            (await laptop.RunAsync("show", "nights", format)).ShouldBe(0, laptop.Error);
        laptop.Out.ShouldContain("PLAIN: words");
        laptop.Out.ShouldNotContain(SeededSweeps.Secret);
    }

    /// <summary>Nodes of each state, changes, an archived sweep, and a note.</summary>
    private static async Task PrepareAsync(ServedDatabase served)
    {
        await using (var database = await SeededDatabase.CreateAsync(served.Admin.Home))
        {
            await database.BeatAsync("experiments", serves: true, waiting: 1);
            await database.BeatAsync("experiments", serves: true, silo: "node-2", node: "host-2");
            await database.BeatAsync("experiments", serves: true, silo: "node-3", node: "host-3", draining: true);
            await database.BeatAsync("experiments", serves: true, silo: "node-4", node: "host-4");
            foreach (var line in (string[])["drain host-2", "drain host-4", "tag digits b c", "note seeds lucky",
                "archive frugal", "pin digits/1"])
                (await served.Admin.RunAsync(line.Split(' '))).ShouldBe(0, served.Admin.Error);
            await database.SilenceAsync("node-4");
        }

        served.Admin.TakeOut();
    }

    private static async Task<(int Exit, string Output, string Error)> RunAsync(TestShell shell, string line)
    {
        var args = Words().Matches(line).Select(word => word.Value.Trim('\'')).ToArray();
        var exit = await shell.RunAsync(args);
        return (exit, Passing().Replace(shell.TakeOut(), "0"), shell.TakeError());
    }

    // The API's sentences about what does not exist are whole ones, with a capital and a full stop.
    private static string Sentence(string error) =>
        Prefix().Replace(error, "").TrimEnd('\n', '.').Replace(": Sweep", ": sweep", StringComparison.Ordinal);

    [GeneratedRegex("'[^']*'|[^ ]+")]
    private static partial Regex Words();

    // How long ago a node was seen.
    [GeneratedRegex("""(?<="last_seen_seconds": )[0-9.E-]+|(?<=,)[0-9.E-]+(?=,[01],[0-9]*,,9\.9\.9)|\b[0-9.]+ m?s\b""")]
    private static partial Regex Passing();

    [GeneratedRegex("(?<=^experiments: )--[a-z-]+: ")]
    private static partial Regex Prefix();
}
