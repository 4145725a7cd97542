using Experiments.EndToEnd.Tests.Harness;
using Experiments.Testing.Postgres;

[assembly: AssemblyFixture(typeof(SharedPostgres))]

namespace Experiments.EndToEnd.Tests.Sweeps;

public sealed class PostgresTests(SharedPostgres postgres)
{
    [Fact]
    public async Task Submit_QuickstartToAServe_GivesTheNumbersOfALocalRun()
    {
        await using var cluster = new Machine(await (await postgres.GetAsync()).CreateDatabaseAsync());
        await using var local = new Machine();
        await local.RunAsync("run", Programs.Example("quickstart.yaml"));

        await using var serve = await cluster.ServeAsync();
        var submit = (await cluster.RunAsync(
            "submit", Programs.Example("quickstart.yaml"), "--watch")).ShouldExitWith(0);

        const string Best = "select name, trial, objective, test_accuracy from best_trials";
        var best = (await cluster.QueryAsync(Best)).ShouldHaveSingleItem();
        submit.Output.ShouldContain($"trial {best.Split('|')[1]}");
        best.ShouldBe((await local.QueryAsync(Best)).ShouldHaveSingleItem());
        const string Curves = "select trial, metric, step, value from trial_curves where metric not in "
            + "('epoch_seconds', 'samples_per_second') order by trial, metric, step";
        (await cluster.QueryAsync(Curves)).ShouldBe(await local.QueryAsync(Curves), ignoreOrder: true);
    }

    [Fact]
    public async Task Stop_AndCancel_EndASweep()
    {
        await using var machine = new Machine(await (await postgres.GetAsync()).CreateDatabaseAsync());
        await using var serve = await machine.ServeAsync();
        await machine.RunAsync("submit", machine.Write("first.yaml", SweepFiles.Waiting(100, seconds: 0.5)));
        await machine.WaitForAsync("select count(*) from trials where status = 'completed'", rows => rows[0] != "0");

        (await machine.RunAsync("stop", "first")).ShouldExitWith(0);
        await machine.WaitForAsync("select status from sweeps where name = 'first'", rows => rows[0] == "stopped");
        (await machine.QueryAsync("select distinct status from trials")).ShouldBe(["completed"]);

        await machine.RunAsync("submit", machine.Write("second.yaml", SweepFiles.Waiting(100, seconds: 60)));
        await machine.WaitForAsync("select count(*) from trials where status = 'running'", rows => rows[0] != "0");
        (await machine.RunAsync("cancel", "second")).ShouldExitWith(0);
        await machine.WaitForAsync("select status from sweeps where name = 'second'", rows => rows[0] == "cancelled");
    }
}
