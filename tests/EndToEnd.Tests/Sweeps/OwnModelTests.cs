namespace Experiments.EndToEnd.Tests.Sweeps;

/// <summary>A custom module, from an empty folder, through the command line.</summary>
public sealed class OwnModelTests
{
    [Fact]
    public async Task Model_CopiedBuiltTrainedLookedAtSharedAndMadeAgain_IsTheSameModel()
    {
        await using var machine = new Machine();
        machine.LinkRepository();
        await ShellAsync(machine, "cp -r examples/own-model mine");
        await ShellAsync(machine, "./pack mine/packages");
        await ShellAsync(machine, "dotnet build mine -c Release --nologo -v quiet");
        Directory.GetFiles(machine.FileOf("mine/bin"), "*.dll").Select(Path.GetFileName).ShouldBe(["OwnModel.dll"]);

        (await machine.RunAsync("run", "mine/sweep.yaml")).ShouldExitWith(0);

        var best = (await machine.QueryAsync(
            "select max(value) from trial_curves where name = 'own-model' and metric = "
            + "'val_accuracy'")).ShouldHaveSingleItem();
        double.Parse(best, System.Globalization.CultureInfo.InvariantCulture).ShouldBeGreaterThan(0.8);
        (await machine.QueryAsync(
            "select distinct metric from trial_curves where name = 'own-model' and metric like '%hidden1' order by 1"))
            .ShouldBe(
                ["dead_relu/hidden1", "grad_mean/hidden1", "grad_norm/hidden1", "grad_std/hidden1", "health/hidden1"]);

        (await machine.RunAsync("predict", "own-model", "--index", "3")).ShouldExitWith(0).Output.ShouldContain(
            "validation example 3 is taken for");
        (await machine.RunAsync("predict", "own-model", "--values", "0.4,-0.2")).ShouldExitWith(0).Output.ShouldContain(
            "the input is taken for");
        (await machine.RunAsync("predict", "own-model", "--values", "0.4")).ShouldFailInOneSentence(
            "has 2 numbers, [2], but 1 were given");
        (await machine.RunAsync("predict", "own-model", "--index", "200")).ShouldFailInOneSentence(
            "is validated on 200, numbered from 0");
        (await machine.RunAsync("predict", "own-model", "--image", "mine/sweep.yaml")).ShouldFailInOneSentence(
            "use --index N or --values NUMBERS");

        (await machine.RunAsync("best", "own-model", "--export", "shared")).ShouldExitWith(0);
        Directory.GetFiles(machine.FileOf("shared")).Select(Path.GetFileName).Order().ShouldBe(
            ["README.md", "curves.csv", "curves.png", "model.dat", "model.safetensors", "sweep.yaml"],
            ignoreOrder: true);
        (await File.ReadAllTextAsync(
            machine.FileOf("shared/README.md"),
            TestContext.Current.CancellationToken)).ShouldContain("| `hidden1.weight` | [");

        (await machine.RunAsync("reproduce", "own-model/5")).ShouldExitWith(0).Output.ShouldContain("match: all");
    }

    private static async Task ShellAsync(Machine machine, string line) =>
        (await machine.StartShell(line).WaitForExitAsync(TimeSpan.FromMinutes(5))).ShouldExitWith(0);
}
