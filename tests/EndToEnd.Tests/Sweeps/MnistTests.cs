using System.Globalization;
using Experiments.EndToEnd.Tests.Harness;

namespace Experiments.EndToEnd.Tests.Sweeps;

public sealed class MnistTests
{
    [Fact]
    public async Task Run_Mnist_FindsATrialThatReadsDigits()
    {
        if (!Directory.Exists(Path.Combine(Environment.GetEnvironmentVariable("EXPERIMENTS_DATA") ?? "", "mnist")))
            Assert.Skip("EXPERIMENTS_DATA names no folder that holds mnist.");
        await using var machine = new Machine();

        var run = (await machine.RunAsync("run", Programs.Example("mnist.yaml"))).ShouldExitWith(0);

        var best = (await machine.QueryAsync("select trial, objective, test_accuracy from best_trials")).ShouldHaveSingleItem().Split('|');
        double.Parse(best[1], CultureInfo.InvariantCulture).ShouldBeGreaterThanOrEqualTo(0.975);
        double.Parse(best[2], CultureInfo.InvariantCulture).ShouldBeGreaterThanOrEqualTo(0.97);
        run.Output.ShouldContain("test_accuracy");
        (await machine.RunAsync("best", "mnist", "--format", "csv")).ShouldExitWith(0).Output.ShouldContain(best[1]);
    }
}
