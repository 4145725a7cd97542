using System.Text.Json;
using Experiments.Client.Tests.Support;

namespace Experiments.Client.Tests.Commands;

/// <summary>Tests of <c>best</c> when trials differ only in their seeds.</summary>
public sealed class BestRepeatsTests : IDisposable
{
    private readonly TestShell _shell = new(width: 1_000);

    public void Dispose() => _shell.Dispose();

    [Fact]
    public async Task Best_TrialThatIsOneOfSeveralSeeds_SaysSoAndWhatTheyAreOnAverage()
    {
        await SeedSeedsAsync();
        (await _shell.RunAsync("best", "seeds")).ShouldBe(0);
        _shell.Out.ShouldContain(
            "trial 4 is the luckiest of 2 trials with the same parameters but other seeds: mean 0.85 ± 0.071\n");
        _shell.Out.ShouldMatch(
            @"its parameters are the best of 2 with a probability of [78]\d %; to be surer: \S+ confirm seeds --top 3 "
            + "--repeats 5\n");
        _shell.Out.ShouldMatch(@"repeats +mean");
    }

    [Fact]
    public async Task Best_TrialThatIsOneOfSeveralSeeds_HasTheirNumbersInJson()
    {
        await SeedSeedsAsync();
        (await _shell.RunAsync("best", "seeds", "--top", "2", "--format", "json")).ShouldBe(0);
        var rows = JsonDocument.Parse(_shell.Out).RootElement;
        rows[0].GetProperty("trial").GetInt32().ShouldBe(4);
        rows[0].GetProperty("repeats").GetInt32().ShouldBe(2);
        rows[0].GetProperty("probability_of_best").GetDouble().ShouldBeInRange(0.7, 0.9);
        rows[1].GetProperty("trial").GetInt32().ShouldBe(2);
        rows[1].GetProperty("repeats").GetInt32().ShouldBe(3);
        rows[1].GetProperty("repeats_mean").GetDouble().ShouldBe(0.7, 1e-9);
        rows[1].GetProperty("repeats_deviation").GetDouble().ShouldBe(0.2, 1e-9);
        rows[1].GetProperty("probability_of_best").ValueKind.ShouldBe(JsonValueKind.Null);
    }

    /// <summary>The luckiest of three seeds of one rate, and two seeds of another that are better on average.</summary>
    private async Task SeedSeedsAsync()
    {
        const string File =
            """
            name: seeds
            workload: mlp
            dataset: digits
            method: grid
            metric: {name: val_accuracy, goal: maximize}
            parameters:
              learning_rate: {values: [0.1, 0.2]}
              seed: {values: [1, 2, 3]}
            """;
        await using var database = await SeededDatabase.CreateAsync(_shell.Home);
        var sweep = await database.SubmitAsync("seeds00000", File);
        await sweep.StartAsync(5);
        double[] objectives = [0.5, 0.7, 0.9, 0.8, 0.9];
        for (var trial = 0; trial < 5; trial++) await sweep.CompleteAsync(trial, objectives[trial]);
    }
}
