using Experiments.EndToEnd.Tests.Harness;

namespace Experiments.EndToEnd.Tests.Sweeps;

public sealed class RunTests
{
    [Fact]
    public async Task Run_Quickstart_NamesTheTrialThatTheDatabaseHasAsBest()
    {
        await using var machine = new Machine();

        var run = (await machine.RunAsync("run", Programs.Example("quickstart.yaml"))).ShouldExitWith(0);

        var best = (await machine.QueryAsync(
            "select trial, objective from best_trials where name = 'quickstart'")).ShouldHaveSingleItem();
        run.Output.ShouldContain($"trial {best.Split('|')[0]}");
        var asked = (await machine.RunAsync("best", "quickstart", "--format", "csv")).ShouldExitWith(0);
        asked.Output.ShouldContain(best.Split('|')[1]);
        (await machine.QueryAsync("select status, count(*) from trials group by status")).ShouldBe(["completed|12"]);
        (await machine.QueryAsync("select count(*) from trial_curves where metric = 'test_accuracy'")).ShouldBe(["12"]);
    }

    [Theory]
    [InlineData("grid")]
    [InlineData("random")]
    public async Task Run_SameFileAgainAndOneAtATime_GivesTheSameNumbers(string method)
    {
        await using var machine = new Machine();
        await machine.RunAsync("run", machine.Write("first.yaml", SweepFiles.Small(method)));
        await machine.RunAsync("run", machine.Write("again.yaml", SweepFiles.Small(method)));
        await machine.RunAsync("run", machine.Write("single.yaml", SweepFiles.Small(method, atOnce: 1)));

        var first = await machine.NumbersAsync("first");

        first.Count.ShouldBeGreaterThan(6 * 2 * 5);
        (await machine.NumbersAsync("again")).ShouldBe(first);
        (await machine.NumbersAsync("single")).ShouldBe(first);
    }

    [Fact]
    public async Task Run_TwoAtOnceBesideAServe_EachEndsItsOwnSweep()
    {
        await using var machine = new Machine();
        await using var serve = await machine.ServeAsync();
        var one = machine.Start("run", machine.Write("one.yaml", SweepFiles.Small("grid")));
        var two = machine.Start("run", machine.Write("two.yaml", SweepFiles.Small("random")));

        (await one.WaitForExitAsync()).ShouldExitWith(0);
        (await two.WaitForExitAsync()).ShouldExitWith(0);

        (await machine.QueryAsync("select name, status from sweeps order by name")).ShouldBe(
            ["one|completed", "two|completed"]);
        (await machine.QueryAsync("select max(attempt), max(restarts) from trials")).ShouldBe(["1|0"]);
        serve.HasExited.ShouldBeFalse();
    }

    [Fact]
    public async Task Run_Interrupted_EndsInOrderAndServeGoesOn()
    {
        await using var machine = new Machine();
        var run = machine.Start("run", machine.Write("long.yaml", SweepFiles.Waiting(4, seconds: 3, epochs: 30)));
        await machine.WaitForTablesAsync();
        await machine.WaitForAsync("select count(*) from checkpoints", rows => rows[0] != "0");
        run.Signal(2);

        (await run.WaitForExitAsync()).ShouldExitWith(130);
        await using var serve = await machine.ServeAsync();
        await machine.WaitForAsync("select status from sweeps", rows => rows[0] == "completed");
        (await machine.QueryAsync("select max(restarts) from trials")).ShouldBe(["0"]);
    }
}
