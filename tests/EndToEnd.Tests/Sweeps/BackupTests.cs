using Experiments.EndToEnd.Tests.Harness;
using Experiments.Testing.Postgres;

namespace Experiments.EndToEnd.Tests.Sweeps;

/// <summary>Backups and deletions while sweeps run.</summary>
public sealed class BackupTests(SharedPostgres postgres)
{
    [Theory, InlineData(false), InlineData(true)]
    public async Task Backup_WhileASweepRuns_RestoredOneGoesOnToTheSameNumbers(bool onPostgres)
    {
        await using var machine = new Machine(onPostgres ? await NewDatabaseAsync() : null);
        await using var serve = await machine.ServeAsync("--cpus", "2");
        var done = machine.Write("done.yaml", SweepFiles.Waiting(3, seconds: 0.1));
        (await machine.RunAsync("submit", done, "--watch")).ShouldExitWith(0);
        (await machine.RunAsync("submit", machine.Write("runs.yaml", SweepFiles.Small("random", epochs: 12))))
            .ShouldExitWith(0);
        // Some trials have ended and some train.
        await machine.WaitForAsync(
            "select count(*) from trials t join sweeps s on s.key = t.sweep_key where s.name = 'runs' and t.status = "
            + "'completed'",
            rows => rows[0] != "0");
        (await machine.RunAsync("db", "backup", "backup.zip")).ShouldExitWith(0);
        (await machine.QueryAsync("select status from sweeps where name = 'runs'")).ShouldBe(["running"]);
        (await machine.RunAsync("rm", "done", "--yes")).ShouldExitWith(0);
        (await machine.RunAsync("watch", "runs")).ShouldExitWith(0);

        await using var restored = new Machine(onPostgres ? await NewDatabaseAsync() : null);
        (await restored.RunAsync("db", "restore", machine.FileOf("backup.zip"))).ShouldExitWith(0);
        (await restored.QueryAsync("select name, status from sweeps order by name")).ShouldBe(
            ["done|completed", "runs|running"]);
        await using var second = await restored.ServeAsync("--cpus", "2");
        await restored.WaitForAsync("select status from sweeps where name = 'runs'", rows => rows[0] == "completed");

        (await restored.NumbersAsync("runs")).ShouldBe(await machine.NumbersAsync("runs"));
        (await restored.RunAsync("replay", "runs", "--verify")).ShouldExitWith(0);
        (await machine.QueryAsync("select name from sweeps")).ShouldBe(["runs"]);
    }

    [Theory, InlineData(false), InlineData(true)]
    public async Task Serve_RetentionIsSet_DeletesWhatOldSweepsNeedNotKeep(bool onPostgres)
    {
        await using var machine = new Machine(onPostgres ? await NewDatabaseAsync() : null);
        machine.Environment["EXPERIMENTS_RETENTION"] = "3s";
        await using var serve = await machine.ServeAsync();
        var file = machine.Write("short.yaml", SweepFiles.Waiting(4, seconds: 0.1));
        (await machine.RunAsync("submit", file, "--watch")).ShouldExitWith(0);

        await machine.WaitForAsync("select count(distinct trial) from trial_curves", rows => rows[0] == "1");

        (await machine.QueryAsync("select distinct c.trial = b.trial from trial_curves c, best_trials b")).ShouldBe(
            [onPostgres ? "True" : "1"]);
        (await machine.QueryAsync("select count(*) from trials")).ShouldBe(["4"]);
        machine.Environment["EXPERIMENTS_RETENTION"] = "for ever";
        (await machine.RunAsync("serve", "--silo-port", "0", "--gateway-port", "0", "--http-port", "0"))
            .ShouldFailInOneSentence("EXPERIMENTS_RETENTION is 'for ever'");
    }

    private async Task<string> NewDatabaseAsync() => await (await postgres.GetAsync()).CreateDatabaseAsync();
}
