using System.Text.Json;
using Experiments.Client.Tests.Support;
using Experiments.Search.Events;

namespace Experiments.Client.Tests.Commands;

/// <summary>Tests of commands that show a sweep with several objectives.</summary>
public sealed class ObjectivesTests : IDisposable
{
    private const string File =
        """
        name: phones
        command: [./train]
        method: random
        run_cap: 4
        metrics: [{name: loss}, {name: accuracy, goal: maximize}]
        parameters:
          width: {min: 1, max: 9}
        """;

    private readonly TestShell _shell = new(width: 1_000);

    public void Dispose() => _shell.Dispose();

    [Fact]
    public async Task Best_SeveralObjectives_PrintsTheFrontByTheFirst()
    {
        await SeedAsync();
        (await _shell.RunAsync("best", "phones")).ShouldBe(0);
        var lines = _shell.Out.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        lines[0].ShouldMatch("^ *trial +loss +accuracy ");
        lines[1].ShouldMatch("^ *2 +0.1 +0.5 ");
        lines[2].ShouldMatch("^ *0 +0.2 +0.9 ");
        lines.Length.ShouldBe(3);
    }

    [Fact]
    public async Task Best_AsJson_HasTheObjectivesByName()
    {
        await SeedAsync();
        (await _shell.RunAsync("best", "phones", "--top", "1", "--format", "json")).ShouldBe(0);
        var row = JsonDocument.Parse(_shell.Out).RootElement.EnumerateArray().ShouldHaveSingleItem();
        row.GetProperty("trial").GetInt32().ShouldBe(2);
        row.GetProperty("objectives").GetRawText().ShouldMatch("""^\{\s*"loss": 0.1,\s*"accuracy": 0.5\s*\}$""");
        row.GetProperty("on_front").GetBoolean().ShouldBeTrue();
        row.TryGetProperty("accuracy", out _).ShouldBeFalse();
    }

    [Fact]
    public async Task Trials_SeveralObjectives_SayWhichAreOnTheFront()
    {
        await SeedAsync();
        (await _shell.RunAsync("trials", "phones", "--where", "on_front = false")).ShouldBe(0);
        var lines = _shell.Out.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        lines[0].ShouldMatch("loss +accuracy +front ");
        lines.Skip(1).Select(line => line.TrimStart()[0]).ShouldBe(['1', '3']);
    }

    [Fact]
    public async Task Show_SeveralObjectives_HasTheirGoals()
    {
        await SeedAsync();
        (await _shell.RunAsync("show", "phones")).ShouldBe(0);
        _shell.Out.ShouldMatch(@"metrics +minimize loss, maximize accuracy\n");
        (await _shell.RunAsync("show", "phones", "--yaml")).ShouldBe(0);
        _shell.Out.ShouldContain("metrics: [{name: loss, goal: minimize}, {name: accuracy, goal: maximize}]\n");
    }

    [Fact]
    public async Task Best_OneObjective_HasNoneOfTheColumns()
    {
        await FourTrials.SeedAsync(_shell.Home);
        (await _shell.RunAsync("best", "digits-optimizers", "--format", "json")).ShouldBe(0);
        _shell.Out.ShouldNotContain("objectives");
    }

    private async Task SeedAsync()
    {
        await using var database = await SeededDatabase.CreateAsync(_shell.Home);
        var sweep = await database.SubmitAsync("phones0000", File);
        (double Loss, double Accuracy)[] results = [(0.2, 0.9), (0.3, 0.9), (0.1, 0.5), (0.2, 0.8)];
        await sweep.StartAsync(results.Length);
        foreach (var (trial, (loss, accuracy)) in results.Index())
            await sweep.EndAsync(trial, new AttemptOutcome.Completed(loss, new([accuracy])));
    }
}
