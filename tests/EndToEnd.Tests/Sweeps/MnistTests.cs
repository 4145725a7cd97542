using System.Globalization;

namespace Experiments.EndToEnd.Tests.Sweeps;

public sealed class MnistTests
{
    [Fact]
    public Task Run_PerceptronOnMnist_FindsATrialThatReads98Of100Digits() => ShouldReadAsync("mnist", 0.98);

    /// <summary>Takes some minutes. Run by bench/accuracy.</summary>
    [Fact(Explicit = true)]
    public Task Run_ConvolutionsOnMnist_FindsATrialThatReads99Of100Digits() => ShouldReadAsync("cnn", 0.99);

    private static async Task ShouldReadAsync(string example, double least)
    {
        if (!Directory.Exists(Path.Combine(Environment.GetEnvironmentVariable("EXPERIMENTS_DATA") ?? "", "mnist")))
            Assert.Skip("EXPERIMENTS_DATA names no folder that holds mnist.");
        await using var machine = new Machine();

        var run = (await machine.Start("run", Programs.Example($"{example}.yaml"))
            .WaitForExitAsync(TimeSpan.FromMinutes(15))).ShouldExitWith(0);
        TestContext.Current.TestOutputHelper!.WriteLine(run.Output);

        var best = (await machine.QueryAsync(
            "select trial, objective, test_accuracy from best_trials")).ShouldHaveSingleItem().Split('|');
        double.Parse(best[2], CultureInfo.InvariantCulture).ShouldBeGreaterThanOrEqualTo(least);
        run.Output.ShouldContain("test_accuracy");
        (await machine.RunAsync("best", example, "--format", "csv")).ShouldExitWith(0).Output.ShouldContain(best[1]);
    }
}
