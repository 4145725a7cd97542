using System.Text.Json;
using Experiments.Client.Tests.Support;
using Experiments.Search.Events;

namespace Experiments.Client.Tests.Commands;

/// <summary>Tests of commands that rank trials of a sweep with limits.</summary>
public sealed class ConstraintTests : IDisposable
{
    private const string File =
        """
        name: phones
        command: [./train]
        method: random
        run_cap: 3
        metric: {name: loss}
        constraints: {latency_ms: {max: 20}}
        parameters:
          width: {min: 1, max: 900}
        """;

    private readonly TestShell _shell = new(width: 1_000);

    public void Dispose() => _shell.Dispose();

    [Fact]
    public async Task Best_TrialsOutsideOfTheLimit_ComeAfterTheOneThatKeepsIt()
    {
        await SeedAsync((0.1, 25), (0.9, 20), (0.2, 50));
        (await _shell.RunAsync("best", "phones", "--top", "3", "--format", "json")).ShouldBe(0);
        var rows = JsonDocument.Parse(_shell.Out).RootElement.EnumerateArray().ToArray();
        rows.Select(row => row.GetProperty("trial").GetInt32()).ShouldBe([1, 0, 2]);
        rows[0].GetProperty("violation").ValueKind.ShouldBe(JsonValueKind.Null);
        rows[1].GetProperty("violation").GetDouble().ShouldBe(0.25);
    }

    [Fact]
    public async Task Trials_SortedByTheMetric_HaveAColumnOfWhatIsOutside()
    {
        await SeedAsync((0.1, 25), (0.9, 20), (0.2, 50));
        (await _shell.RunAsync("trials", "phones", "--sort", "loss")).ShouldBe(0);
        var lines = _shell.Out.Split('\n');
        lines[0].ShouldContain("violation");
        lines[1].ShouldMatch("^ *1 +completed +0.9 ");
        lines[2].ShouldMatch("^ *0 +completed +0.1 +25 %");
        lines[3].ShouldMatch("^ *2 +completed +0.2 +150 %");
    }

    [Fact]
    public async Task Show_NoTrialKeepsTheLimit_SaysHowFarTheBestIsOutside()
    {
        await SeedAsync((0.1, 25), (0.2, 50));
        (await _shell.RunAsync("show", "phones")).ShouldBe(0);
        _shell.Out.ShouldMatch(@"constraints +latency_ms: max 20\n");
        _shell.Out.ShouldMatch(@"best trial +0\n");
        _shell.Out.ShouldMatch(@"best violation +25 %\n");
    }

    [Fact]
    public async Task Trials_SweepWithoutLimits_HaveNoSuchColumn()
    {
        await FourTrials.SeedAsync(_shell.Home);
        (await _shell.RunAsync("trials", "digits-optimizers")).ShouldBe(0);
        _shell.Out.ShouldNotContain("violation");
    }

    private async Task SeedAsync(params (double Loss, double Latency)[] results)
    {
        await using var database = await SeededDatabase.CreateAsync(_shell.Home);
        var sweep = await database.SubmitAsync("phones0000", File);
        await sweep.StartAsync(results.Length);
        foreach (var (trial, (loss, latency)) in results.Index())
            await sweep.EndAsync(trial, new AttemptOutcome.Completed(loss, new([latency])));
    }
}
