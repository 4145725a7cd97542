using System.Text.Json;
using System.Text.RegularExpressions;
using Experiments.Client.Tests.Support;
using Experiments.Contracts.Sweeps;
using Experiments.SweepFiles;
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
            .GetProperty("diagnosis").GetProperty("fc1").GetString().ShouldBe("dead_relu");
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
            _shell.Out[before..].ShouldMatch(format switch
            {
                "json" => "\"status\": \"waiting\",\\s*\"waits_for\": \"a node\"",
                "csv" => ",waiting,a node,",
                _ => "waiting for a node",
            });
        }

        var trials = _shell.Out.Length;
        (await _shell.RunAsync("trials", "k3m9", "--format", format)).ShouldBe(0);
        _shell.Out[trials..].ShouldContain("waiting");
        _shell.Out[trials..].ShouldNotContain("running");
    }

    [Fact]
    public async Task Show_SweepAndTrial_AreAllThereIs()
    {
        await SeedAsync();
        (await _shell.RunAsync("show", "k3m9")).ShouldBe(0);
        _shell.Out.ShouldContain("learning_rate: 0.0001 to 0.1, log-uniform");
        _shell.Out.ShouldContain("core hours");
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
        steps[0].GetProperty("at").GetDateTimeOffset().ShouldBe(DateTimeOffset.UtcNow, TimeSpan.FromHours(1));
        steps[0].GetProperty("event").GetProperty("kind").GetString().ShouldBe("prepared");
        steps[7].GetProperty("decisions")[0].GetProperty("cause").GetString().ShouldNotBeNull()
            .ShouldStartWith("diverged at step 1");
    }

    [Fact]
    public async Task Replay_Table_TellsAStory()
    {
        await SeedAsync();
        (await _shell.RunAsync("replay", "k3m9")).ShouldBe(0);
        var lines = _shell.Out.Split('\n');
        lines[0].ShouldMatch("^step  time \\(UTC\\) +happened +decided$");
        const string time = @"20\d\d-\d\d-\d\d \d\d:\d\d:\d\d";
        lines[1].ShouldMatch($"^   1  {time}  the workload and its data were made ready +the sweep is running$");
        lines[2].ShouldMatch(
            $"^   2  {time}  node node-1 had room for a trial +trial 0 begins: optimizer=sgd learning_rate=");
        _shell.Out.ShouldMatch("trial 1 trained to its end with val_accuracy 0.75 +trial 1 has completed\n");
        _shell.Out.ShouldMatch(
            "trial 2 failed in a way that would repeat: diverged at step 1: train_loss is NaN +trial 2 has failed");
    }

    [Fact]
    public async Task Show_SweepAsJson_HasItsSpaceAndStatusAsData()
    {
        await SeedAsync();
        (await _shell.RunAsync("show", "k3m9", "--format", "json")).ShouldBe(0);
        var sweep = JsonDocument.Parse(_shell.Out).RootElement;
        sweep.GetProperty("status").GetString().ShouldBe("running");
        sweep.GetProperty("waits_for").ValueKind.ShouldBe(JsonValueKind.Null);
        sweep.GetProperty("parameters").GetProperty("learning_rate").GetRawText().ShouldMatch(
            """^\{\s*"distribution": "log_uniform_values",\s*"min": 0.0001,\s*"max": 0.1\s*\}$""");
        sweep.GetProperty("parameters").GetProperty("batch_size").GetProperty("value").GetInt32().ShouldBe(64);
    }

    [Fact]
    public async Task Show_Yaml_IsTheFileOfTheSweep()
    {
        await SeedAsync();
        (await _shell.RunAsync("show", "k3m9", "--yaml")).ShouldBe(0);
        var read = SweepFile.Parse(_shell.Out, "other.yaml");
        read.Errors.ShouldBeEmpty();
        SweepSpecJson.Write(read.Spec!).ShouldBe(SweepSpecJson.Write(Sweeps.Spec));
        (await _shell.RunAsync("show", "k3m9/1", "--yaml")).ShouldBe(2);
        _shell.Error.ShouldContain("'experiments show k3m9 --yaml'");
    }

    [Fact]
    public async Task ReplayVerify_LogAsDecided_SaysSo()
    {
        await SeedAsync();
        (await _shell.RunAsync("replay", "k3m9", "--verify")).ShouldBe(0);
        _shell.Out.ShouldBe("sweep 'digits-optimizers' (k3m9x0q2ab): 8 steps decided again, each as recorded\n");
    }

    [Fact]
    public async Task Replay_SeveralSweeps_AreComparedAndNotListed()
    {
        await SeedAsync();
        (await _shell.RunAsync("replay", "k3m9", "digits-optimizers", "--verify")).ShouldBe(0);
        _shell.TakeOut().Split('\n').Count(line => line.EndsWith(", each as recorded")).ShouldBe(2);
        (await _shell.RunAsync("replay", "k3m9", "digits-optimizers")).ShouldBe(2);
        _shell.Error.ShouldContain("name one sweep to see its log; --verify compares several");
        _shell.Out.ShouldBeEmpty();
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
        Regex.Replace(_shell.Out, @"ready,[0-9.E-]+,", "ready,AGE,").ShouldBe(
            "node,pool,cpus,gpus,cluster,serves,gateway,http,silo,state,last_seen_seconds,trials_running," +
            "trials_waiting,trials,version,unreached,draining,quarantined\r\n" +
            "host-1,default,2,0,experiments,true,127.0.0.1:1,http://127.0.0.1:2,node-1,ready,AGE,1,0,k3m9x0q2ab/3," +
            "9.9.9,,false,\r\n");
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

    private Task SeedAsync() => FourTrials.SeedAsync(_shell.Home);
}
