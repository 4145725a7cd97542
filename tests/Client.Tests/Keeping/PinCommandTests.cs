using System.Text.Json;
using Experiments.Client.Tests.Support;
using Experiments.Search.Events;

namespace Experiments.Client.Tests.Keeping;

public sealed class PinCommandTests : IDisposable
{
    private readonly TestShell _shell = new(width: 1_000);

    public void Dispose() => _shell.Dispose();

    [Fact]
    public async Task Pin_RunningTrial_KeepsItsCheckpointsWhenItEnds()
    {
        await using var database = await SeededDatabase.CreateAsync(_shell.Home);
        var sweep = await SubmitAsync(database);

        (await _shell.RunAsync("pin", "digits-optimizers/1")).ShouldBe(0, _shell.Error);
        for (var trial = 0; trial < 3; trial++) await sweep.CompleteAsync(trial, trial == 0 ? 0.9 : 0.5);

        _shell.Out.ShouldBe("trial 1 of sweep 'digits-optimizers' is pinned: its checkpoints are kept\n");
        (await StepsAsync(database, sweep)).ShouldBe(["0|2", "1|1", "1|2"]);
        (await _shell.RunAsync("unpin", "digits-optimizers/1")).ShouldBe(0, _shell.Error);
        _shell.Out.ShouldEndWith(
            "trial 1 of sweep 'digits-optimizers' is no longer pinned, and its checkpoints were deleted, since its "
            + "sweep does not keep them\n");
        (await StepsAsync(database, sweep)).ShouldBe(["0|2"]);
    }

    [Fact]
    public async Task Pin_TrialThatHasLostItsCheckpoint_SaysSo()
    {
        await using var database = await SeededDatabase.CreateAsync(_shell.Home);
        var sweep = await SubmitAsync(database);
        await sweep.EndAsync(2, new AttemptOutcome.Diverged("nan"));

        (await _shell.RunAsync("pin", "digits-optimizers/2")).ShouldBe(0, _shell.Error);

        _shell.Out.ShouldBe(
            "trial 2 of sweep 'digits-optimizers' is pinned, but it has ended and has no checkpoint to keep\n");
    }

    [Fact]
    public async Task Trials_OneIsPinned_ShowsWhich()
    {
        await using var database = await SeededDatabase.CreateAsync(_shell.Home);
        await SubmitAsync(database);
        (await _shell.RunAsync("trials", "digits-optimizers")).ShouldBe(0);
        _shell.Out.ShouldNotContain("pinned");

        (await _shell.RunAsync("pin", "digits-optimizers/1")).ShouldBe(0, _shell.Error);
        var before = _shell.Out.Length;
        (await _shell.RunAsync("trials", "digits-optimizers", "--sort", "pinned", "--descending")).ShouldBe(0);

        var lines = _shell.Out[before..].Split('\n');
        lines[0].ShouldContain("pinned");
        lines[1].ShouldMatch(@"^ *1 .* yes ");
        before = _shell.Out.Length;
        (await _shell.RunAsync("show", "digits-optimizers/1", "--format", "json")).ShouldBe(0);
        JsonDocument.Parse(_shell.Out[before..]).RootElement.GetProperty("pinned").GetBoolean().ShouldBeTrue();
    }

    [Theory]
    [InlineData(2, "'digits-optimizers' names no trial: write SWEEP/TRIAL", "pin", "digits-optimizers")]
    [InlineData(1, "sweep 'digits-optimizers' (p1nned0001) has no trial 7: it has 3", "pin", "digits-optimizers/7")]
    [InlineData(1, "sweep 'digits-optimizers' (p1nned0001) has no trial 7: it has 3", "unpin", "digits-optimizers/7")]
    public async Task Pin_NoTrial_IsRefusedInASentence(int code, string sentence, params string[] command)
    {
        await using var database = await SeededDatabase.CreateAsync(_shell.Home);
        await SubmitAsync(database);

        (await _shell.RunAsync(command)).ShouldBe(code);

        _shell.Error.ShouldContain(sentence);
    }

    [Theory]
    [InlineData("best", "its sweep keeps only that of its best trial ('digits-optimizers' without a number); to keep "
        + "it, set 'checkpoint: {keep: last}' in the sweep file, or run 'experiments pin digits-optimizers/1' before")]
    [InlineData("all", "it ended before it saved one; name another, see 'experiments trials digits-optimizers'")]
    public async Task Predict_EndedTrialWithoutACheckpoint_SaysWhyAndHowToKeepIt(string keep, string sentence)
    {
        await using var database = await SeededDatabase.CreateAsync(_shell.Home);
        var sweep = await SubmitAsync(database, keep, saves: keep == "best");
        await sweep.CompleteAsync(1, 0.5);
        await sweep.CompleteAsync(0, 0.9);

        (await _shell.RunAsync("predict", "digits-optimizers/1", "--index", "0")).ShouldBe(1);

        _shell.Error.ShouldContain(sentence);
        _shell.Error.TrimEnd('\n').Split('\n').Length.ShouldBe(1);
    }

    private static async Task<SeededSweep> SubmitAsync(
        SeededDatabase database, string keep = "best", bool saves = true)
    {
        var sweep = await database.SubmitAsync("p1nned0001", $"{Sweeps.File}\ncheckpoint: {{keep: {keep}}}\n");
        await sweep.StartAsync(3);
        for (var trial = 0; trial < 3 && saves; trial++)
            foreach (var step in new[] { 1, 2 }) await sweep.SaveAsync(trial, step);
        return sweep;
    }

    private static Task<IReadOnlyList<string>> StepsAsync(SeededDatabase database, SeededSweep sweep) =>
        database.QueryAsync(
            "select t.number || '|' || c.step from checkpoints c join trials t on t.id = c.trial_id "
            + $"join sweeps s on s.key = t.sweep_key where s.id = '{sweep.Id}' order by 1");
}
