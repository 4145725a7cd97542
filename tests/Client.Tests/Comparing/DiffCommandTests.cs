using System.Text.Json;
using Experiments.Client.Tests.Support;

namespace Experiments.Client.Tests.Comparing;

public sealed class DiffCommandTests : IDisposable
{
    private readonly TestShell _shell = new(width: 1_000);

    public void Dispose() => _shell.Dispose();

    [Fact]
    public async Task Diff_TwoTrials_IsTheirParametersFirstThenWhatBecameOfThem()
    {
        await FourTrials.SeedAsync(_shell.Home);

        var found = await DiffAsync("k3m9/0", "k3m9/1");

        found.Keys.ShouldNotContain("batch_size");
        found.Keys.ShouldNotContain("status");
        found.Keys.First().ShouldBeOneOf("optimizer", "learning_rate");
        found["objective"].ShouldBe(("0.5", "0.75"));
        found["metrics.val_accuracy"].ShouldBe(("0.5", "0.75"));
        found["metrics.test_accuracy"].ShouldBe(("null", "0.7"));
    }

    [Fact]
    public async Task Diff_ASweepBesideATrial_IsItsBestTrial()
    {
        await FourTrials.SeedAsync(_shell.Home);
        (await DiffAsync("k3m9", "k3m9/0"))["objective"].ShouldBe(("0.75", "0.5"));
    }

    [Fact]
    public async Task Diff_TwoSweeps_IsTheirFilesAndWhatBecameOfThem()
    {
        await FourTrials.SeedAsync(_shell.Home);
        await using (var database = await SeededDatabase.CreateAsync(_shell.Home))
            await database.SubmitAsync("other00000", Sweeps.File
                .Replace("run_cap: 6", "run_cap: 9", StringComparison.Ordinal)
                .Replace("1.0e-1", "0.5", StringComparison.Ordinal)
                .Replace("method: random", "method: tpe", StringComparison.Ordinal));

        var found = await DiffAsync("k3m9", "other");

        found.Keys.Take(3).ShouldBe(["method", "parameters.learning_rate.max", "run_cap"]);
        found["method"].ShouldBe(("\"random\"", "\"tpe\""));
        found["run_cap"].ShouldBe(("6", "9"));
        found["best"].ShouldBe(("0.75", "null"));
        found["trials"].ShouldBe(("4", "0"));
        found.Keys.ShouldNotContain("name");
    }

    [Fact]
    public async Task Diff_OfOneAndTheSame_SaysThatNothingDiffers()
    {
        await FourTrials.SeedAsync(_shell.Home);
        (await _shell.RunAsync("diff", "k3m9/0", "digits-optimizers/0")).ShouldBe(0);
        _shell.Error.ShouldBe("they differ in nothing\n");
        (await _shell.RunAsync("diff", "k3m9/0", "k3m9/0", "--all")).ShouldBe(0);
        _shell.Out.ShouldContain("batch_size");
    }

    private async Task<OrderedDictionary<string, (string First, string Second)>> DiffAsync(string first, string second)
    {
        (await _shell.RunAsync("diff", first, second, "--format", "json")).ShouldBe(0, _shell.Error);
        using var document = JsonDocument.Parse(_shell.TakeOut());
        var found = new OrderedDictionary<string, (string, string)>();
        foreach (var each in document.RootElement.EnumerateArray())
            found[each.GetProperty("name").GetString()!] =
                (each.GetProperty("first").GetRawText(), each.GetProperty("second").GetRawText());
        return found;
    }
}
