using System.Text.Json;
using Experiments.Client.Tests.Support;
using Experiments.Search.Events;
using Microsoft.Data.Sqlite;

namespace Experiments.Client.Tests.Commands;

/// <summary>Tests of the commands that only read the database.</summary>
public sealed class ReadingTests : IDisposable
{
    private readonly TestShell _shell = new(width: 1_000);

    public void Dispose() => _shell.Dispose();

    [Theory]
    [InlineData("show", "x")]
    [InlineData("trials", "x")]
    [InlineData("best", "x")]
    [InlineData("watch", "x")]
    [InlineData("stop", "x")]
    public async Task Run_NoDatabaseYet_IsAFriendlySentence(params string[] args)
    {
        (await _shell.RunAsync(args)).ShouldBe(1);
        _shell.Error.ShouldBe(
            $"experiments: there are no sweeps yet, and no database ('{_shell.Home}/experiments.db'); start with "
            + "'experiments run FILE'\n");
        Directory.GetFiles(_shell.Home).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("ls")]
    [InlineData("nodes")]
    public async Task List_NoDatabaseYet_IsAnEmptyList(string command)
    {
        (await _shell.RunAsync(command, "--format", "json")).ShouldBe(0);
        _shell.Out.ShouldBe("[]\n");
    }

    [Fact]
    public async Task Ls_Json_HasTheSweep()
    {
        await SeedAsync();
        (await _shell.RunAsync("ls", "--format", "json")).ShouldBe(0);
        var sweep = JsonDocument.Parse(_shell.Out).RootElement.EnumerateArray().Single();
        sweep.GetProperty("id").GetString().ShouldBe("k3m9x0q2ab");
        sweep.GetProperty("trials_completed").GetInt64().ShouldBe(2);
        sweep.GetProperty("best").GetDouble().ShouldBe(0.75);
        sweep.GetProperty("finished_at").ValueKind.ShouldBe(JsonValueKind.Null);
    }

    [Fact]
    public async Task Best_ByName_IsTheBestTrialWithItsMetrics()
    {
        await SeedAsync();
        (await _shell.RunAsync("best", "digits-optimizers", "--format", "json")).ShouldBe(0);
        var best = JsonDocument.Parse(_shell.Out).RootElement.EnumerateArray().Single();
        best.GetProperty("trial").GetInt32().ShouldBe(1);
        best.GetProperty("objective").GetDouble().ShouldBe(0.75);
        best.GetProperty("test_accuracy").GetDouble().ShouldBe(0.7);
        best.GetProperty("parameters").GetProperty("batch_size").GetInt32().ShouldBe(64);
        best.GetProperty("metrics").GetProperty("val_accuracy").GetDouble().ShouldBe(0.75);
    }

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
    public async Task Curves_MetricThatIsNone_IsRefusedWithTheNearOne()
    {
        await SeedAsync();
        (await _shell.RunAsync("curves", "k3m9", "--metric", "test_acuracy")).ShouldBe(1);
        _shell.Error.ShouldBe(
            "experiments: no trial of sweep 'digits-optimizers' has reported 'test_acuracy'; did you mean "
            + "'test_accuracy'?\n");
    }

    [Fact]
    public async Task Best_TrialsThatAreOneOfAKind_HaveNoColumnForRepeats()
    {
        await SeedAsync();
        (await _shell.RunAsync("best", "k3m9")).ShouldBe(0);
        _shell.Out.ShouldNotContain("repeats");
        _shell.Out.ShouldNotContain("luckiest");
    }

    [Fact]
    public async Task Best_TrialWithDeadUnits_SaysSo()
    {
        await using var database = await SeededDatabase.CreateAsync(_shell.Home);
        var sweep = await database.SubmitAsync("k3m9x0q2ab", Sweeps.File);
        await sweep.StartAsync(1);
        await sweep.ReportAsync(0, 1, ("val_accuracy", 0.9), ("health/fc1", 3), ("health/fc2", 0));
        await sweep.CompleteAsync(0, 0.9);
        (await _shell.RunAsync("best", "k3m9")).ShouldBe(0);
        _shell.Out.ShouldContain("dead ReLUs at fc1");
        (await _shell.RunAsync("best", "k3m9", "--format", "json")).ShouldBe(0);
        JsonDocument.Parse(_shell.Out[_shell.Out.IndexOf("[\n", StringComparison.Ordinal)..]).RootElement[0]
            .GetProperty("diagnosis").GetString().ShouldBe("dead ReLUs at fc1");
    }

    [Theory]
    [InlineData("table")]
    [InlineData("json")]
    [InlineData("csv")]
    public async Task Listings_SweepWhoseNodesAreDead_SayWhatItWaitsFor(string format)
    {
        await SeedAsync();
        await using (var database = await SeededDatabase.CreateAsync(_shell.Home))
            await database.SilenceAsync("node-1");
        foreach (var command in new[] { new[] { "ls" }, ["show", "k3m9"] })
        {
            var before = _shell.Out.Length;
            (await _shell.RunAsync([.. command, "--format", format])).ShouldBe(0);
            _shell.Out[before..].ShouldContain("waiting for a node");
        }

        var trials = _shell.Out.Length;
        (await _shell.RunAsync("trials", "k3m9", "--format", format)).ShouldBe(0);
        _shell.Out[trials..].ShouldContain("waiting");
        _shell.Out[trials..].ShouldNotContain("running");
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

    [Fact]
    public async Task Show_SweepAndTrial_AreAllThereIs()
    {
        await SeedAsync();
        (await _shell.RunAsync("show", "k3m9")).ShouldBe(0);
        _shell.Out.ShouldContain("learning_rate: 0.0001 to 0.1, log-uniform");
        (await _shell.RunAsync("show", "k3m9/2")).ShouldBe(0);
        _shell.Out.ShouldContain("diverged at step 1");
    }

    [Fact]
    public async Task Show_TrialWhoseGradientsVanish_NamesTheLayers()
    {
        await using var database = await SeededDatabase.CreateAsync(_shell.Home);
        var sweep = await database.SubmitAsync("k3m9x0q2ab", Sweeps.File);
        await sweep.StartAsync(2);
        await sweep.ReportAsync(0, 1, ("health/fc10", 1), ("health/fc2", 1), ("health/fc11", 0), ("health/fc1", 3));
        await sweep.ReportAsync(1, 1, ("health/fc1", 1), ("health/fc2", 0));
        await sweep.ReportAsync(1, 2, ("health/fc1", 0), ("health/fc2", 0));

        (await _shell.RunAsync("show", "k3m9/0")).ShouldBe(0);
        _shell.Out.ShouldContain("dead ReLUs at fc1; vanishing at fc2, fc10 (relu)");
        (await _shell.RunAsync("show", "k3m9/1")).ShouldBe(0);
        _shell.Out.ShouldNotContain("vanishing at fc1");
    }

    [Fact]
    public async Task Show_SweepWithFewCompletedTrials_SaysHowManyTellOfImportance()
    {
        await SeedAsync();
        (await _shell.RunAsync("show", "k3m9")).ShouldBe(0);
        _shell.Out.ShouldContain("needs 16 completed trials");
    }

    [Fact]
    public async Task Show_SweepWhoseObjectiveIsOneParameter_NamesItAsTheImportantOne()
    {
        await using var database = await SeededDatabase.CreateAsync(_shell.Home);
        var file = Sweeps.File.Replace("run_cap: 6", "run_cap: 40", StringComparison.Ordinal);
        var sweep = await database.SubmitAsync("k3m9x0q2ab", file);
        await sweep.StartAsync(40);
        foreach (var (trial, running) in sweep.State.Running)
        {
            running.Assignment.TryGet("learning_rate", out var rate).ShouldBeTrue();
            await sweep.CompleteAsync(trial, -Math.Abs(Math.Log10(((ParameterValue.Number)rate).Value) + 2));
        }

        (await _shell.RunAsync("show", "k3m9")).ShouldBe(0);
        _shell.Out.ShouldMatch(@"importance +[0-9]+ % learning_rate");
        (await _shell.RunAsync("show", "k3m9", "--format", "json")).ShouldBe(0);
        var shares = JsonDocument.Parse(_shell.Out[_shell.Out.IndexOf('{')..]).RootElement.GetProperty("importance");
        shares.GetProperty("learning_rate").GetDouble().ShouldBeGreaterThan(0.5);
        shares.TryGetProperty("batch_size", out _).ShouldBeFalse();
    }

    [Fact]
    public async Task Show_TrialThatIsNone_SaysHowManyThereAre()
    {
        await SeedAsync();
        (await _shell.RunAsync("show", "k3m9/9")).ShouldBe(1);
        _shell.Error.ShouldBe(
            "experiments: sweep 'digits-optimizers' (k3m9x0q2ab) has no trial 9: it has 4, numbered from 0\n");
    }

    [Fact]
    public async Task Replay_Log_IsWhatHappenedInOrder()
    {
        await SeedAsync();
        (await _shell.RunAsync("replay", "k3m9", "--format", "json")).ShouldBe(0);
        var steps = JsonDocument.Parse(_shell.Out).RootElement.EnumerateArray().ToList();
        steps.Select(step => step.GetProperty("seq").GetInt64()).ShouldBe([1, 2, 3, 4, 5, 6, 7, 8]);
        steps[0].GetProperty("event").GetString().ShouldBe("""{"kind":"prepared"}""");
        steps[7].GetProperty("decisions").GetString().ShouldNotBeNull().ShouldContain("diverged at step 1");
    }

    [Fact]
    public async Task ReplayVerify_LogAsDecided_SaysSo()
    {
        await SeedAsync();
        (await _shell.RunAsync("replay", "k3m9", "--verify")).ShouldBe(0);
        _shell.Out.ShouldBe("sweep 'digits-optimizers' (k3m9x0q2ab): 8 steps decided again, each as recorded\n");
    }

    [Theory]
    [InlineData("update sweep_events set actions = replace(actions, '0.75', '0.7') where seq = 7",
        "step 7 would be decided differently now; for {\"kind\":\"attempt_ended\",\"trial\":1,")]
    [InlineData("delete from sweep_events where seq = 3", "step 3 is missing from the log")]
    public async Task ReplayVerify_LogTamperedWith_NamesTheFirstDifference(string tampering, string finding)
    {
        await SeedAsync();
        await using (var connection = new SqliteConnection($"Data Source={_shell.Home}/experiments.db;Pooling=false"))
        {
            await connection.OpenAsync();
            await using var command = connection.CreateCommand();
#pragma warning disable CA2100 // Tests write their own queries.
            command.CommandText = tampering;
#pragma warning restore CA2100
            (await command.ExecuteNonQueryAsync()).ShouldBe(1);
        }

        (await _shell.RunAsync("replay", "k3m9", "--verify")).ShouldBe(1);
        _shell.Error.ShouldStartWith($"experiments: sweep 'digits-optimizers' (k3m9x0q2ab): {finding}");
    }

    [Fact]
    public async Task Nodes_LiveCluster_HasWhatRunsThere()
    {
        await SeedAsync();
        (await _shell.RunAsync("nodes", "--format", "csv")).ShouldBe(0);
        _shell.Out.ShouldBe(
            "node,pool,cpus,gpus,cluster,serves,gateway,http,silo,trials_running,trials,version\r\n" +
            "host-1,default,2,0,experiments,true,127.0.0.1:1,http://127.0.0.1:2,node-1,1,k3m9x0q2ab/3,9.9.9\r\n");
    }

    [Fact]
    public async Task Trials_UnknownSweep_IsOneSentence()
    {
        await SeedAsync();
        (await _shell.RunAsync("trials", "nothing")).ShouldBe(1);
        _shell.Error.ShouldStartWith("experiments: There is no sweep 'nothing'");
        _shell.Error.ShouldNotContain("   at ");
    }

    [Fact]
    public async Task Verbose_OnAnError_ShowsTheWholeStory()
    {
        await SeedAsync();
        (await _shell.RunAsync("trials", "nothing", "--verbose")).ShouldBe(1);
        _shell.Error.ShouldContain("   at ");
    }

    /// <summary>
    /// Four trials: completed with 0.5, completed with 0.75, failed, running; in a cluster that lives.
    /// </summary>
    private async Task SeedAsync()
    {
        await using var database = await SeededDatabase.CreateAsync(_shell.Home);
        await database.BeatAsync("experiments", serves: true);
        var sweep = await database.SubmitAsync("k3m9x0q2ab", Sweeps.File);
        await sweep.StartAsync(4);
        await sweep.ReportAsync(0, 1, ("val_accuracy", 0.5));
        await sweep.CompleteAsync(0, 0.5);
        await sweep.ReportAsync(1, 1, ("val_accuracy", 0.75), ("test_accuracy", 0.7));
        await sweep.CompleteAsync(1, 0.75);
        await sweep.EndAsync(2, new AttemptOutcome.Diverged("diverged at step 1: train_loss is NaN"));
    }
}
