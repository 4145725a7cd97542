using System.Text.Json;
using Experiments.Client.Tests.Support;
using Experiments.Client.Watching;
using Experiments.Search.Events;
using Experiments.Search.States;

namespace Experiments.Client.Tests.Commands;

public sealed class BudgetTests : IDisposable
{
    private const string Budget = "budget: {time: 2h, device_hours: 10, no_better_after: 3}\n";

    private readonly TestShell _shell = new(width: 1_000);

    public void Dispose() => _shell.Dispose();

    [Fact]
    public async Task ShowAndReplay_SweepWithABudget_SayWhatIsLeftAndWhatEndedIt()
    {
        await using var database = await SeededDatabase.CreateAsync(_shell.Home);
        var sweep = await database.SubmitAsync("k3m9x0q2ab", Budget + Sweeps.File);
        await sweep.StartAsync(3);
        await sweep.CompleteAsync(0, 0.5);
        await sweep.CompleteAsync(1, 0.25);
        await sweep.HappenAsync(new SearchEvent.UseMeasured(5_400, null));
        await database.ForgetTrainingAsync();

        (await _shell.RunAsync("show", "k3m9")).ShouldBe(0);
        var shown = _shell.TakeOut();
        shown.ShouldMatch("budget +time: 2h, device_hours: 10, no_better_after: 3");
        shown.ShouldMatch("budget left +30 min 00 s, 10 core hours, 2 trials without a better one");
        var json = await JsonAsync("show", "k3m9");
        json.GetProperty("budget").GetProperty("time_seconds").GetDouble().ShouldBe(7_200);
        json.GetProperty("budget_left").GetProperty("time_seconds").GetDouble().ShouldBe(1_800);
        json.GetProperty("budget_left").GetProperty("device_hours").GetDouble().ShouldBe(10, 0.01);
        json.GetProperty("budget_left").GetProperty("no_better_after").GetInt32().ShouldBe(2);

        await sweep.HappenAsync(new SearchEvent.UseMeasured(7_200.5, null));
        await sweep.EndAsync(2, new AttemptOutcome.Released("the sweep's budget is used up"));
        sweep.State.Status.ShouldBe(SweepStatus.Completed);
        json = await JsonAsync("show", "k3m9");
        json.GetProperty("status").GetString().ShouldBe("completed");
        json.GetProperty("reason").GetString().ShouldBe("the budget 'time: 2h' is used up");
        (await _shell.RunAsync("watch", "k3m9")).ShouldBe(0);
        _shell.TakeOut().ShouldContain("has completed: the budget 'time: 2h' is used up");

        await sweep.HappenAsync(new SearchEvent.BudgetRaised(Seconds: 10_800, RunCap: 9));
        (await JsonAsync("show", "k3m9")).GetProperty("budget").GetProperty("time_seconds").GetDouble()
            .ShouldBe(10_800);
        (await _shell.RunAsync("replay", "k3m9", "--verify")).ShouldBe(0);
        _shell.TakeOut();
        (await _shell.RunAsync("replay", "k3m9")).ShouldBe(0);
        var told = _shell.TakeOut();
        told.ShouldMatch("the sweep had used 1 h 30 min of time +that counts towards its budget");
        told.ShouldContain("the budget of time is used up: no more trials begin, and those that run save a checkpoint");
        told.ShouldMatch("somebody raised the budget to time: 3h, and 9 trials +trials begin again");
    }

    [Fact]
    public void PlainNewsAndLiveCounts_BudgetThatIsLeft_AreShownWhileTheSweepRuns()
    {
        var view = new SweepView
        {
            Summary = Sweeps.Summary(running: 1),
            Unfinished = [Sweeps.Trial(0)],
            JustEnded = [],
            BudgetLeft = "1 h 20 min",
        };
        var news = new PlainNews(Sweeps.Detail(), new TrialText(Sweeps.Spec));
        news.Tell(view).ShouldContain("budget: 1 h 20 min left");
        news.Tell(view).ShouldBeEmpty();
        LiveCounts.Format(view, new Pace(6, null, null)).ShouldEndWith("; the budget: 1 h 20 min left");
        LiveCounts.Format(view with { BudgetLeft = null }, new Pace(6, null, null)).ShouldNotContain("budget");
    }

    [Fact]
    public async Task Show_SweepWithoutABudget_HasNone()
    {
        await using var database = await SeededDatabase.CreateAsync(_shell.Home);
        await database.SubmitAsync("k3m9x0q2ab", Sweeps.File);
        (await JsonAsync("show", "k3m9")).GetProperty("budget_left").ValueKind.ShouldBe(JsonValueKind.Null);
    }

    [Fact]
    public async Task ShowYaml_SweepWithABudget_ReadsBackAsTheSame()
    {
        await using var database = await SeededDatabase.CreateAsync(_shell.Home);
        var sweep = await database.SubmitAsync("k3m9x0q2ab", Budget + Sweeps.File);
        (await _shell.RunAsync("show", "k3m9", "--yaml")).ShouldBe(0);
        var again = await database.SubmitAsync("again", _shell.TakeOut());
        again.Spec.Search.Budget.ShouldBe(sweep.Spec.Search.Budget);
        again.Spec.Search.Budget.ShouldBe(new() { Seconds = 7_200, DeviceHours = 10, NoBetterAfter = 3 });
    }

    [Fact]
    public async Task DryRun_Budget_SaysWhatItAllows()
    {
        var file = Path.Combine(_shell.Home, "sweep.yaml");
        await File.WriteAllTextAsync(
            file, Budget + "max_concurrent_trials: 3\nresources: {cpu: 2}\n" + Sweeps.File,
            TestContext.Current.CancellationToken);
        (await _shell.RunAsync("submit", file, "--dry-run")).ShouldBe(0);
        var said = _shell.TakeOut();
        said.ShouldContain(
            "time: 2h: with 3 trials at once, 6 h 00 min of training, 1 h 00 min for each of 6 trials\n");
        said.ShouldContain(
            "device_hours: 10: at 2 core hours for each hour of a trial, 5 h 00 min of training, 50 min 00 s for each "
            + "of 6 trials\n");
        said.ShouldContain("no_better_after: 3: at least 4 trials\n");
    }

    [Theory]
    [InlineData("extend needs --run-cap N, --time TIME, --device-hours N or --no-better-after N")]
    [InlineData("--time must be a time with its unit, such as 90m or 3h, but is '3'", "--time", "3")]
    [InlineData("--time must be a time with its unit, such as 90m or 3h, but is 'long'", "--time", "long")]
    public async Task Extend_WrongUsage_SaysWhatToWrite(string message, params string[] options)
    {
        (await _shell.RunAsync(["extend", "k3m9", .. options])).ShouldBe(2);
        _shell.Error.ShouldStartWith($"experiments: {message}");
    }

    [Fact]
    public async Task Extend_NoLiveCluster_SaysWhatToDo()
    {
        await using var database = await SeededDatabase.CreateAsync(_shell.Home);
        await database.SubmitAsync("k3m9x0q2ab", Budget + Sweeps.File);
        (await _shell.RunAsync("extend", "k3m9", "--time", "3h", "--run-cap", "9")).ShouldBe(1);
        _shell.Error.ShouldContain("no live cluster runs it: start 'experiments serve'");
    }

    private async Task<JsonElement> JsonAsync(params string[] words)
    {
        (await _shell.RunAsync([.. words, "--format", "json"])).ShouldBe(0);
        return JsonDocument.Parse(_shell.TakeOut()).RootElement;
    }
}
