namespace Experiments.EndToEnd.Tests.Python;

/// <summary>Scripts in the shapes of those that log to W&amp;B, each with its sweep file, unchanged.</summary>
public sealed class WandbScriptTests
{
    [Theory]
    [InlineData("loop", "completed|3|1", "\"step\": 14")]
    [InlineData("classifier", "completed|6|0.8", "\"accuracy\"")]
    [InlineData("nested", "completed|4|0", "\"val.loss\"")]
    [InlineData("agent", "completed|3|8.5", "\"score\"")]
    [InlineData("steps", "completed|4|0.0625", "\"step\": 70")]
    [InlineData("axes", "completed|2|0.75", "\"val/accuracy.max\"")]
    public async Task Run_ScriptThatLogsToWandb_FindsItsObjective(string shape, string expected, string logged)
    {
        await using var machine = new Machine();
        foreach (var file in new[] { "train.py", "sweep.yaml" })
            machine.Write(file, await File.ReadAllTextAsync(
                Programs.FileOf("clients", "python", "tests", "wandb", shape, file),
                TestContext.Current.CancellationToken));

        (await machine.RunAsync("run", machine.FileOf("sweep.yaml"))).ShouldExitWith(0);

        var ended = (await machine.QueryAsync("select status, completed, best_objective from sweep_progress"))
            .ShouldHaveSingleItem();
        ended.ShouldStartWith(expected);
        (await machine.RunAsync("logs", "sweep/0")).ShouldExitWith(0).Output.ShouldContain(logged);
    }

    [Fact]
    public async Task Run_ScriptThatAlsoPrints_HasTheCurveThatItLogs()
    {
        await using var machine = new Machine();
        foreach (var file in new[] { "train.py", "sweep.yaml" })
            machine.Write(file, await File.ReadAllTextAsync(
                Programs.FileOf("clients", "python", "tests", "wandb", "loop", file),
                TestContext.Current.CancellationToken));

        (await machine.RunAsync("run", machine.FileOf("sweep.yaml"))).ShouldExitWith(0);

        var points = await machine.QueryAsync(
            "select step, value from trial_curves where metric = 'val_loss' and trial = 2 order by step");
        points.ShouldBe(["4|1", "9|1", "14|1"]);
        (await machine.RunAsync("artifacts", "sweep/2")).ShouldExitWith(0).Output.ShouldContain("model.txt");
    }
}
