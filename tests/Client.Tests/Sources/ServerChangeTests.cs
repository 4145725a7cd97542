using Experiments.Client.Tests.Support;

namespace Experiments.Client.Tests.Sources;

/// <summary>What commands change over a server is what they change in the database, in the same sentences.</summary>
public sealed class ServerChangeTests
{
    private static readonly string[] Lines =
    [
        "tag digits a b", "ls --tag a --format csv", "untag digits a", "untag digits a", "note digits fine",
        "note digits",
        "note digits --clear", "note digits", "rename digits numbers", "archive numbers", "ls --format csv",
        "unarchive numbers",
        "pin numbers/0", "unpin numbers/0", "rm seeds --yes", "rm seeds --yes",
        "ls --format csv", "stop numbers", "cancel numbers", "pause numbers", "resume numbers", "limit numbers 2",
        "limit numbers none", "extend numbers --run-cap 20", "extend numbers --time 90m --device-hours 1.5",
        "extend numbers --no-better-after 7", "retry numbers 5", "retry numbers --failed",
        "confirm numbers --top 2 --repeats 4",
        "enqueue numbers optimizer=adam learning_rate=0.01", "audit --format csv",
    ];

    [Fact]
    public async Task Changes_OverAServer_AreThoseOfTheDatabase()
    {
        await using var served = await ServedDatabase.StartAsync();
        using var laptop = await served.OpenShellAsync();
        await using var other = await ServedDatabase.StartAsync();
        await other.CreateTokenAsync("ada", "admin");
        foreach (var line in Lines)
        {
            var exit = await other.Admin.RunAsync(line.Split(' '));
            var (output, error) = (other.Admin.TakeOut(), other.Admin.TakeError());
            (await laptop.RunAsync(line.Split(' '))).ShouldBe(exit, $"{line}: {laptop.Error} {error}");
            // Times differ, and who made the changes.
            if (line.StartsWith("ls ", StringComparison.Ordinal) || line.StartsWith("audit", StringComparison.Ordinal))
                (Names(laptop.TakeOut()), laptop.TakeError()).ShouldBe((Names(output), error), line);
            else (laptop.TakeOut(), laptop.TakeError()).ShouldBe((output, error), line);
        }
    }

    [Fact]
    public async Task Drain_OverAServer_DrainsTheNode()
    {
        await using var served = await ServedDatabase.StartAsync();
        await using (var database = await SeededDatabase.CreateAsync(served.Admin.Home))
            await database.BeatAsync("experiments", serves: true);
        using var laptop = await served.OpenShellAsync("operator");
        (await laptop.RunAsync("drain", "host-1")).ShouldBe(0, laptop.Error);
        (await served.Admin.RunAsync("nodes")).ShouldBe(0);
        served.Admin.TakeOut().ShouldContain(" draining ");
        (await laptop.RunAsync("undrain", "host-1")).ShouldBe(0, laptop.Error);
        (await served.Admin.RunAsync("nodes")).ShouldBe(0);
        served.Admin.TakeOut().ShouldContain(" ready ");
    }

    [Fact]
    public async Task TokenCreateAndRevoke_OverAServer_LetAPersonInAndNoLonger()
    {
        await using var served = await ServedDatabase.StartAsync();
        using var laptop = await served.OpenShellAsync();
        (await laptop.RunAsync("token", "create", "bob", "--role", "viewer", "--expires", "2h"))
            .ShouldBe(0, laptop.Error);
        var token = laptop.TakeOut().Trim();
        using var bob = new TestShell { ["EXPERIMENTS_URL"] = served.Url, ["EXPERIMENTS_TOKEN"] = token };
        (await bob.RunAsync("ls")).ShouldBe(0, bob.Error);

        (await bob.RunAsync("token", "ls")).ShouldBe(1);
        bob.TakeError().ShouldBe("experiments: this needs the role admin, but bob is viewer\n");
        (await laptop.RunAsync("token", "revoke", token.Split('_')[1])).ShouldBe(0, laptop.Error);
        (await bob.RunAsync("ls")).ShouldBe(1);
        bob.TakeError().ShouldBe(
            "experiments: the server does not accept the token: it is unknown, has expired or was revoked; "
            + "'experiments login URL' stores another one\n");
        (laptop.Out + laptop.Error + bob.Out + bob.Error).ShouldNotContain(token);
    }

    [Fact]
    public async Task Submit_OverAServerThatNoClusterServes_SaysSoAsOverTheDatabase()
    {
        await using var served = await ServedDatabase.StartAsync();
        using var laptop = await served.OpenShellAsync("submitter");
        var file = laptop.Write("sweep.yaml", Support.Sweeps.File);
        (await served.Admin.RunAsync("submit", file)).ShouldBe(1);
        (await laptop.RunAsync("submit", file)).ShouldBe(1);
        laptop.TakeError().ShouldBe(served.Admin.TakeError());

        (await served.Admin.RunAsync("submit", file, "--dry-run", "--set", "run_cap=3")).ShouldBe(0);
        (await laptop.RunAsync("submit", file, "--dry-run", "--set", "run_cap=3")).ShouldBe(0);
        laptop.TakeOut().ShouldBe(served.Admin.TakeOut());
        (await served.Admin.RunAsync("submit", "--from", "digits", "--dry-run")).ShouldBe(0);
        (await laptop.RunAsync("submit", "--from", "digits", "--dry-run")).ShouldBe(0);
        laptop.TakeOut().ShouldBe(served.Admin.TakeOut());
    }

    /// <summary>Returns the columns that are the same in two databases: ids, names, actions and refusals.</summary>
    private static string Names(string csv) => string.Join('\n', csv.Split('\n')
        .Select(line => line.Split(','))
        .Select(cells => string.Join(',', cells.Where(cell => !cell.Contains(':') && !cell.Contains('@')
            && !cell.StartsWith("token", StringComparison.Ordinal) && cell is not ("ada" or "command line")
            && !cell.Contains('.')))));
}
