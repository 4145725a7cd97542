using System.Text.Json;
using Experiments.Client.Tests.Support;

namespace Experiments.Client.Tests.Commands;

/// <summary>Tests of <c>trials</c>: filters, groups and orders.</summary>
public sealed class TrialsTests : IDisposable
{
    private readonly TestShell _shell = new(width: 1_000);

    public void Dispose() => _shell.Dispose();

    [Theory]
    [InlineData(new[] { 1, 0, 2, 3 }, "--sort", "val_accuracy")]
    [InlineData(new[] { 1, 0, 2, 3 }, "--sort", "objective")]
    [InlineData(new[] { 3, 2, 1, 0 }, "--sort", "trial", "--descending")]
    [InlineData(new[] { 0, 1, 2, 3 }, "--sort", "status")]
    [InlineData(new[] { 0, 1 }, "--status", "completed")]
    [InlineData(new[] { 0 }, "--limit", "1")]
    [InlineData(new[] { 1 }, "--where", "val_accuracy > 0.6 and status = completed")]
    [InlineData(new[] { 3, 1 }, "--where", "not trial in (0, 2)", "--sort", "trial", "--descending")]
    [InlineData(new[] { 1 }, "--where", "metric.test_accuracy is not null and parameter.batch_size = 64")]
    [InlineData(new int[0], "--where", "batch_size = '64'")]
    [InlineData(new[] { 0 }, "--where", "trial < 3", "--status", "completed", "--limit", "1")]
    public async Task Trials_Filters_AreObeyed(int[] numbers, params string[] options)
    {
        await SeedAsync();
        (await _shell.RunAsync(["trials", "k3m9", "--format", "csv", .. options])).ShouldBe(0);
        _shell.Out.Split("\r\n", StringSplitOptions.RemoveEmptyEntries).Skip(1)
            .Select(line => int.Parse(line.Split(',')[0])).ShouldBe(numbers);
    }

    [Theory]
    [InlineData(
        "val_accuracy > 90%",
        "character 16 of the filter: '90%' is a percentage; write it as a fraction of 1, such as 0.9 for 90%")]
    [InlineData(
        "trial = 1 and optimiser = adam",
        "character 15 of the filter: sweep 'digits-optimizers' has no metric, parameter or column 'optimiser'; did you "
        + "mean 'optimizer'?")]
    [InlineData("status = done", "character 10 of the filter: no status is called 'done'; the statuses are running")]
    [InlineData("val_accuracy", "character 13 of the filter: found the end, expected a comparison")]
    public async Task Trials_FilterWithAMistake_IsRefusedWithItsPlace(string filter, string message)
    {
        await SeedAsync();
        (await _shell.RunAsync("trials", "k3m9", "--where", filter)).ShouldBe(2);
        _shell.Error.ShouldStartWith($"experiments: --where: {message}");
        _shell.Out.ShouldBeEmpty();
    }

    [Fact]
    public async Task Trials_Grouped_HaveMeanDeviationAndBest()
    {
        await SeedAsync();
        (await _shell.RunAsync("trials", "k3m9", "--group-by", "batch_size,status", "--format", "csv")).ShouldBe(0);
        _shell.Out.Split("\r\n")[..2].ShouldBe(
        [
            "group.batch_size,group.status,trials,n,mean,deviation,best,best_trial",
            "64,completed,2,2,0.625,0.1767766952966369,0.75,1",
        ]);
        _shell.Error.ShouldBeEmpty();
        var before = _shell.Out.Length;
        (await _shell.RunAsync(
            "trials", "k3m9", "--group-by", "batch_size", "--where", "trial < 2", "--format", "json")).ShouldBe(0);
        var group = JsonDocument.Parse(_shell.Out[before..]).RootElement.EnumerateArray().Single();
        group.GetProperty("group").GetProperty("batch_size").GetInt32().ShouldBe(64);
        group.GetProperty("best_trial").GetInt32().ShouldBe(1);
        before = _shell.Out.Length;
        (await _shell.RunAsync("trials", "k3m9", "--group-by", "batch_size")).ShouldBe(0);
        _shell.Out[before..].ShouldMatch(
            @"^batch_size +trials +n +mean +deviation +best +best trial *\n64 +4 +2 +0.625 ");
    }

    [Fact]
    public async Task Trials_MoreGroupsThanTheLimit_AreTheBestOnesWithANote()
    {
        await SeedAsync();
        (await _shell.RunAsync("trials", "k3m9", "--group-by", "learning_rate", "--limit", "1", "--format", "csv"))
            .ShouldBe(0);
        _shell.Out.Split("\r\n")[1].ShouldEndWith(",1,1,0.75,0,0.75,1");
        _shell.Error.ShouldBe(
            "There are more groups than these, which have the best means. Group by values that repeat, or list more "
            + "than 1 with --limit.\n");
    }

    [Theory]
    [InlineData("trials cannot be grouped by 'val_accuracy', which differs in", "--group-by", "val_accuracy")]
    [InlineData("trials cannot be grouped by 'started_at', which differs", "--group-by", "optimizer,started_at")]
    [InlineData("has no metric, parameter or column 'optimiser'; did you mean", "--group-by", "optimiser")]
    [InlineData("has no metric, parameter or column ''", "--group-by", "optimizer,")]
    [InlineData("lists the best mean first; leave out --sort", "--group-by", "optimizer", "--sort", "trial")]
    [InlineData("lists the best mean first; leave out --sort", "--group-by", "optimizer", "--descending")]
    [InlineData("6 names are too many; give at most 5", "--group-by", "a,b,c,d,e,f")]
    public async Task Trials_GroupedByWhatCannotBe_IsRefused(string message, params string[] options)
    {
        await SeedAsync();
        (await _shell.RunAsync(["trials", "k3m9", .. options])).ShouldBe(2);
        _shell.Error.ShouldContain(message);
    }

    [Fact]
    public async Task Trials_NoneFulfilsTheFilter_SaysSo()
    {
        await SeedAsync();
        (await _shell.RunAsync("trials", "k3m9", "--where", "trial > 1000")).ShouldBe(0);
        _shell.Error.ShouldBe("Sweep 'digits-optimizers' has no such trials.\n");
    }

    [Theory]
    [InlineData("vall_acuracy", "; did you mean 'val_accuracy'?")]
    [InlineData("test_acuracy", "; did you mean 'test_accuracy'?")]
    [InlineData("learning-rate", "; did you mean 'learning_rate'?")]
    [InlineData("elapsed_second", "; did you mean 'elapsed_seconds'?")]
    [InlineData(
        "nonsense",
        "; there are val_accuracy, test_accuracy, optimizer, learning_rate, batch_size, epochs, objective, "
        + "latest, trial,")]
    public async Task Trials_SortedByANameThatIsNone_IsRefusedWithTheNearOne(string name, string hint)
    {
        await SeedAsync();
        (await _shell.RunAsync("trials", "k3m9", "--sort", name)).ShouldBe(2);
        _shell.Error.ShouldStartWith(
            $"experiments: --sort: sweep 'digits-optimizers' has no metric, parameter or column '{name}'{hint}");
        _shell.Out.ShouldBeEmpty();
    }

    [Fact]
    public async Task Trials_SortedByANameThatIsNoneAmongManyMetrics_ListsTenAndCountsTheOthers()
    {
        await using var database = await SeededDatabase.CreateAsync(_shell.Home);
        var sweep = await database.SubmitAsync(
            "m4ny000000", "program: train.py\nname: many\nmethod: random\nrun_cap: 1\nmetric: {name: loss}\n");
        await sweep.StartAsync(1);
        await sweep.ReportAsync(0, 1, [.. Enumerable.Range(0, 1_200).Select(i => ($"layer{i:0000}", 1.0))]);
        (await _shell.RunAsync("trials", "many", "--sort", "nonsense")).ShouldBe(2);
        _shell.Error.ShouldStartWith(
            "experiments: --sort: sweep 'many' has no metric, parameter or column 'nonsense'; there are loss, "
            + "layer0000, layer0001, ");
        _shell.Error.ShouldMatch(@"layer0008 and 1,2\d\d more\n");
        _shell.Error.ShouldNotContain("layer0009");
    }

    /// <summary>Metrics that another sweep has reported are not offered.</summary>
    [Fact]
    public async Task Trials_SortedByAParameterThatIsAMetricElsewhere_AreSortedByIt()
    {
        await using var database = await SeededDatabase.CreateAsync(_shell.Home);
        var other = await database.SubmitAsync("other00000", Sweeps.File);
        await other.StartAsync(1);
        await other.ReportAsync(0, 1, ("learning_rate", 0.5));
        var sweep = await database.SubmitAsync("k3m9x0q2ab", Sweeps.File);
        await sweep.StartAsync(4);
        double Rate(int trial) => sweep.State.Running[trial].Assignment.TryGet("learning_rate", out var rate)
            ? ((ParameterValue.Number)rate).Value
            : 0;

        (await _shell.RunAsync("trials", "k3m9", "--sort", "learning_rate", "--format", "csv")).ShouldBe(0);

        _shell.Out.Split("\r\n", StringSplitOptions.RemoveEmptyEntries).Skip(1)
            .Select(line => int.Parse(line.Split(',')[0]))
            .ShouldBe(Enumerable.Range(0, 4).OrderBy(Rate));
    }

    [Fact]
    public async Task Trials_SortedByAnotherMetric_ShowsIt()
    {
        await SeedAsync();
        (await _shell.RunAsync("trials", "k3m9", "--sort", "test_accuracy", "--limit", "2")).ShouldBe(0);
        var lines = _shell.Out.Split('\n');
        var end = lines[0].IndexOf("test_accuracy", StringComparison.Ordinal) + "test_accuracy".Length;
        lines[1][..end].ShouldEndWith(" 0.7");
        lines[2][..end].ShouldEndWith("   ");
    }

    [Fact]
    public async Task Trials_SortedByAnotherMetric_HasItInFull()
    {
        await SeedAsync();
        (await _shell.RunAsync("trials", "k3m9", "--sort", "test_accuracy", "--format", "json")).ShouldBe(0);
        var first = JsonDocument.Parse(_shell.Out).RootElement[0];
        first.GetProperty("trial").GetInt32().ShouldBe(1);
        first.GetProperty("metrics").GetProperty("test_accuracy").GetDouble().ShouldBe(0.7);
    }

    [Theory]
    [InlineData("val_accuracy")]
    [InlineData("learning_rate")]
    public async Task Trials_SortedByObjectiveOrParameter_HasNoFurtherColumn(string name)
    {
        await SeedAsync();
        (await _shell.RunAsync("trials", "k3m9", "--sort", name, "--format", "csv")).ShouldBe(0);
        _shell.Out.Split("\r\n")[0].ShouldNotContain("metrics");
    }

    private Task SeedAsync() => FourTrials.SeedAsync(_shell.Home);
}
