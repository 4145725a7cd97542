using Experiments.EndToEnd.Tests.Harness;
using Microsoft.Data.Sqlite;

namespace Experiments.EndToEnd.Tests.Sweeps;

/// <summary>An SQLite file that another program uses, or that is taken away.</summary>
public sealed class LockedFileTests
{
    [Fact]
    public async Task Run_AnotherProgramLocksTheFile_WaitsAndGoesOn()
    {
        await using var machine = new Machine();
        await using var serve = await machine.ServeAsync();
        var sweep = machine.Write("sweep.yaml", SweepFiles.Waiting(60, seconds: 0.2));
        (await machine.RunAsync("submit", sweep)).ShouldExitWith(0);
        await machine.WaitForAsync("select count(*) from trials where status = 'completed'", rows => rows[0] != "0");

        await using (var other = new SqliteConnection($"Data Source={machine.Home}/experiments.db;Pooling=false"))
        {
            await other.OpenAsync(TestContext.Current.CancellationToken);
            await using var locking = other.CreateCommand();
            locking.CommandText = "begin exclusive";
            await locking.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
            var tag = machine.RunAsync("tag", "sweep", "mine");
            await serve.WaitForErrorAsync("Waiting for the database");
            (await tag).ShouldFailInOneSentence("experiments.db", "locked by another program");
            (await machine.RunAsync("ls")).ShouldExitWith(0);
        }

        await machine.WaitForAsync("select status from sweeps", rows => rows[0] == "completed");
        (await machine.QueryAsync("select count(*), max(attempt) from trials where status = 'completed'"))
            .ShouldBe(["60|1"]);
        serve.HasExited.ShouldBeFalse();
    }

    [Fact]
    public async Task Run_HomeIsRemoved_SaysSoInOneSentence()
    {
        await using var machine = new Machine();
        var run = machine.Start("run", machine.Write("sweep.yaml", SweepFiles.Waiting(1_000, seconds: 0.2)));
        await machine.WaitForTablesAsync();
        await machine.WaitForAsync("select count(*) from trials where status = 'completed'", rows => rows[0] != "0");

        Directory.Delete(machine.Home, recursive: true);

        (await run.WaitForExitAsync()).ShouldFailInOneSentence("experiments.db");
        Directory.Exists(machine.Home).ShouldBeFalse("nothing is half made anew");
    }
}
