using Experiments.EndToEnd.Tests.Harness;
using Experiments.Testing.Postgres;
using Npgsql;

namespace Experiments.EndToEnd.Tests.Sweeps;

/// <summary>Uses its own servers, one of which is killed.</summary>
public sealed class StandbyTests
{
    [Fact]
    public async Task Kill_PrimaryDuringASweep_GoesOnWithThePromotedStandbyAndTheSameNumbers()
    {
        Assert.SkipWhen(
            PostgresBinaries.Find() is null && Environment.GetEnvironmentVariable("CI") != "true",
            "No PostgreSQL server is installed (apt-get install postgresql).");
        await using var undisturbed = new Machine();
        var file = SweepFiles.Small("random", epochs: 12);
        (await undisturbed.RunAsync("run", undisturbed.Write("sweep.yaml", file))).ShouldExitWith(0);
        await using var primary = await PostgresServer.CreateAsync();
        var database = new NpgsqlConnectionStringBuilder(await primary.CreateDatabaseAsync());
        await using var standby = await primary.CreateStandbyAsync();
        database.Host = $"127.0.0.1:{primary.Port},127.0.0.1:{standby.Port}";
        database.TargetSessionAttributes = "primary";
        await using var machine = new Machine(database.ConnectionString);
        await using var serve = await machine.ServeAsync();
        (await machine.RunAsync("submit", machine.Write("sweep.yaml", file))).ShouldExitWith(0);
        await machine.WaitForAsync("select count(*) from checkpoints", rows => int.Parse(rows[0]) >= 2);

        await primary.KillAsync();
        await serve.WaitForErrorAsync("Waiting for the database");
        (await machine.RunAsync("ls")).ShouldFailInOneSentence("accepts writes");
        await standby.PromoteAsync();

        await machine.WaitForAsync("select status from sweeps", rows => rows[0] == "completed");
        (await machine.NumbersAsync("sweep")).ShouldBe(
            await undisturbed.NumbersAsync("sweep"), ignoreOrder: true);
        (await machine.QueryAsync("select max(attempt) from trials")).ShouldBe(["1"]);
        (await machine.RunAsync("replay", "sweep", "--verify")).ShouldExitWith(0);
    }
}
