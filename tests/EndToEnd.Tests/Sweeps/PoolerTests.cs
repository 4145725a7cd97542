using Experiments.EndToEnd.Tests.Harness;
using Experiments.Testing.Postgres;
using Npgsql;

namespace Experiments.EndToEnd.Tests.Sweeps;

/// <summary>A database that is reached through PgBouncer in transaction mode, and with few connections.</summary>
public sealed class PoolerTests(SharedPostgres postgres)
{
    [Fact]
    public async Task Submit_ThroughPgBouncer_GivesTheNumbersOfALocalRun()
    {
        var server = await postgres.GetAsync();
        await using var bouncer = await PgBouncer.StartAsync(server);
        var database = new NpgsqlConnectionStringBuilder(await server.CreateDatabaseAsync()).Database!;
        await using var cluster = new Machine(bouncer.PooledAddressOf(database));
        await using var local = new Machine();
        var file = SweepFiles.Small("random", epochs: 4);
        (await local.RunAsync("run", local.Write("sweep.yaml", file))).ShouldExitWith(0);

        var first = await cluster.ServeAsync();
        await using var second = await cluster.ServeAsync();
        (await cluster.RunAsync("submit", cluster.Write("sweep.yaml", file), "--watch")).ShouldExitWith(0);
        (await cluster.NumbersAsync("sweep")).ShouldBe(
            await local.NumbersAsync("sweep"), ignoreOrder: true);
        var stopped = file + "\nearly_terminate: {type: hyperband, min_iter: 1, eta: 2}\n";
        (await cluster.RunAsync("submit", cluster.Write("stopped.yaml", stopped), "--watch")).ShouldExitWith(0);

        foreach (var command in (string[][])
            [["ls"], ["trials", "sweep"], ["nodes"], ["curves", "sweep"], ["replay", "sweep", "--verify"],
             ["db", "size"], ["db", "backup", cluster.FileOf("backup.zip")], ["pin", "sweep/0"],
             ["rm", "sweep", "--yes"]])
            (await cluster.RunAsync(command)).ShouldExitWith(0);
        foreach (var silo in (CliProcess[])[first, second])
        {
            silo.Errors.ShouldNotContain("Waiting for the database");
            silo.Errors.ShouldNotContain("prepared statement");
        }
    }

    [Fact]
    public async Task Serve_ThroughPgBouncerThatTheAddressDoesNotMention_SaysWhatToAdd()
    {
        var server = await postgres.GetAsync();
        await using var bouncer = await PgBouncer.StartAsync(server);
        var database = new NpgsqlConnectionStringBuilder(await server.CreateDatabaseAsync()).Database!;
        await using var machine = new Machine(bouncer.AddressOf(database));

        (await machine.RunAsync("serve", "--silo-port", "0", "--gateway-port", "0", "--http-port", "0"))
            .ShouldFailInOneSentence("PgBouncer", "No Reset On Close=true");
    }

    [Fact]
    public async Task Submit_OneConnectionForEverything_Completes()
    {
        // What waits for the one connection may wait for long on a busy machine.
        var address = await (await postgres.GetAsync()).CreateDatabaseAsync() + ";Maximum Pool Size=1;Timeout=120";
        await using var machine = new Machine(address);
        await using var serve = await machine.ServeAsync("--cpus", "4");

        var sweep = machine.Write("sweep.yaml", SweepFiles.Waiting(40, seconds: 0.1, epochs: 2));
        (await machine.RunAsync("submit", sweep, "--watch")).ShouldExitWith(0);

        (await machine.QueryAsync("select count(*), max(attempt) from trials where status = 'completed'"))
            .ShouldBe(["40|1"]);
    }
}
