using System.Globalization;
using Experiments.EndToEnd.Tests.Harness;

namespace Experiments.EndToEnd.Tests.Sweeps;

public sealed class MnistTests
{
    [Theory]
    [InlineData("mnist", 0.98)]
    [InlineData("cnn", 0.99)]
    public async Task Run_OnMnist_FindsATrialThatReadsDigits(string example, double least)
    {
        if (!Directory.Exists(Path.Combine(Environment.GetEnvironmentVariable("EXPERIMENTS_DATA") ?? "", "mnist")))
            Assert.Skip("EXPERIMENTS_DATA names no folder that holds mnist.");
        await using var machine = new Machine();

        var run = (await machine.RunAsync("run", Programs.Example($"{example}.yaml"))).ShouldExitWith(0);

        var best = (await machine.QueryAsync("select trial, objective, test_accuracy from best_trials")).ShouldHaveSingleItem().Split('|');
        double.Parse(best[2], CultureInfo.InvariantCulture).ShouldBeGreaterThanOrEqualTo(least);
        run.Output.ShouldContain("test_accuracy");
        (await machine.RunAsync("best", example, "--format", "csv")).ShouldExitWith(0).Output.ShouldContain(best[1]);
    }
}
