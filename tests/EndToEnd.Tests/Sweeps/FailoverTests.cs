using Experiments.EndToEnd.Tests.Harness;

namespace Experiments.EndToEnd.Tests.Sweeps;

public sealed class FailoverTests
{
    private const int Kill = 9;
    private const int Terminate = 15;

    [Fact]
    public async Task Kill_SiloOfARun_LeavesASweepThatServeEndsWithTheCurvesOfAnUndisturbedOne()
    {
        await using var disturbed = new Machine();
        await using var undisturbed = new Machine();
        var file = SweepFiles.Small("random", epochs: 12);
        (await undisturbed.RunAsync("run", undisturbed.Write("sweep.yaml", file))).ShouldExitWith(0);

        var run = disturbed.Start("run", disturbed.Write("sweep.yaml", file));
        await disturbed.WaitForTablesAsync();
        await disturbed.WaitForAsync("select count(*) from checkpoints", rows => int.Parse(rows[0]) >= 2);
        CliProcess.Signal(run.Children().ShouldHaveSingleItem(), Kill);
        (await run.WaitForExitAsync()).ShouldExitWith(1).Errors.ShouldContain("experiments serve");
        (await disturbed.QueryAsync("select status from sweeps")).ShouldBe(["running"]);

        await using var serve = await disturbed.ServeAsync();
        await disturbed.WaitForAsync("select status from sweeps", rows => rows[0] == "completed");

        (await disturbed.QueryAsync("select max(attempt) from trials")).ShouldBe(["2"]);
        (await disturbed.NumbersAsync("sweep")).ShouldBe(await undisturbed.NumbersAsync("sweep"));
    }

    [Fact]
    public async Task Terminate_Serve_CheckpointsAndChargesNoRestart()
    {
        await using var machine = new Machine();
        var first = await machine.ServeAsync();
        (await machine.RunAsync(
            "submit", machine.Write("sweep.yaml", SweepFiles.Small("random", epochs: 12)))).ShouldExitWith(0);
        await machine.WaitForAsync("select count(*) from checkpoints", rows => rows[0] != "0");
        first.Signal(Terminate);
        (await first.WaitForExitAsync()).ShouldExitWith(0);
        (await machine.QueryAsync("select count(*) from trials where status = 'running'")).ShouldBe(["0"]);

        await using var second = await machine.ServeAsync();
        await machine.WaitForAsync("select status from sweeps", rows => rows[0] == "completed");

        (await machine.QueryAsync("select max(restarts) from trials")).ShouldBe(["0"]);
        (await machine.QueryAsync(
            "select count(distinct step), count(*) from trial_curves where metric = 'val_loss'")).ShouldBe(["12|72"]);
    }
}
