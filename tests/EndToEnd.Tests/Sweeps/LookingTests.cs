using Experiments.EndToEnd.Tests.Harness;

namespace Experiments.EndToEnd.Tests.Sweeps;

/// <summary>Inspecting, exporting and reproducing trained models.</summary>
public sealed class LookingTests
{
    [Fact]
    public async Task Trial_TrainedLookedAtSharedAndMadeAgain_IsTheSameTrial()
    {
        await using var machine = new Machine();
        var file = machine.Write("small.yaml", $"{SweepFiles.Small("grid")}\ncheckpoint: {{keep: last}}\n");
        (await machine.RunAsync("run", file)).ShouldExitWith(0);

        var predicted = (await machine.RunAsync(
            "predict", "small", "--index", "7", "--out", "seven.png")).ShouldExitWith(0);
        predicted.Output.ShouldContain("test image 7 is taken for");
        var inspected = (await machine.RunAsync("inspect", "small/2")).ShouldExitWith(0);
        inspected.Output.ShouldContain("of the test set is right");
        inspected.Output.ShouldContain("relu, the activation function");
        (await machine.RunAsync(
            "inspect", "small/2", "--filters", "f.png", "--confusion", "c.png", "--activations",
            "a.png")).ShouldExitWith(0);
        foreach (var picture in new[] { "seven.png", "f.png", "c.png", "a.png" })
            new FileInfo(machine.FileOf(picture)).Length.ShouldBeGreaterThan(5_000);

        (await machine.RunAsync("best", "small", "--export", "shared")).ShouldExitWith(0);
        Directory.GetFiles(machine.FileOf("shared")).Select(Path.GetFileName).Order().ShouldBe(
            ["README.md", "activation.png", "confusion.png", "curves.csv", "curves.png", "filters.png", "model.dat",
                "model.safetensors", "sweep.yaml"], ignoreOrder: true);
        (await machine.RunAsync("best", "small", "--export", "shared")).ShouldFailInOneSentence("is not empty");

        (await machine.RunAsync("run", "shared/sweep.yaml")).ShouldExitWith(0);
        var best = (await machine.QueryAsync(
            "select trial from best_trials where name = 'small'")).ShouldHaveSingleItem();
        const string Numbers = "select metric, step, value from trial_curves where metric not in ('epoch_seconds', "
            + "'samples_per_second')";
        (await machine.QueryAsync($"{Numbers} and name = 'small-trial-{best}' order by 1, 2"))
            .ShouldBe(await machine.QueryAsync($"{Numbers} and name = 'small' and trial = {best} order by 1, 2"));

        (await machine.RunAsync("reproduce", "small/5")).ShouldExitWith(0).Output.ShouldContain("match: all");
        await machine.QueryAsync(
            "update metrics set value = value + 1e-15 where step = 2 and trial_id = (select id from trials where "
            + "number = 5) and metric_id = (select id from metric_names where name = 'val_loss')");
        (await machine.RunAsync("reproduce", "small/5")).ShouldExitWith(1).Output.ShouldContain(
            "differ: val_loss at step 2 was");
    }

    [Fact]
    public async Task Predict_ImageThatIsNone_SaysSo()
    {
        await using var machine = new Machine();
        (await machine.RunAsync(
            "run", machine.Write("small.yaml", SweepFiles.Small("grid", epochs: 1)))).ShouldExitWith(0);

        (await machine.RunAsync("predict", "small", "--image", "small.yaml")).ShouldFailInOneSentence(
            "is not an image that can be read");
        (await machine.RunAsync("predict", "small", "--index", "2000")).ShouldFailInOneSentence(
            "there is no image 2000", "has 2000, numbered from 0");
    }
}
