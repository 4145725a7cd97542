using Experiments.Client.Tests.Support;
using Experiments.Contracts.Ports.Persistence;

namespace Experiments.Client.Tests.Commands;

public sealed class LogsTests : IDisposable
{
    private const string File = "program: train.py\nname: nights\nmethod: random\nrun_cap: 6\nmetric: {name: loss}\n";

    private readonly TestShell _shell = new();

    public void Dispose() => _shell.Dispose();

    [Fact]
    public async Task Logs_SeveralStreams_GoWhereTheyWentAtFirst()
    {
        await using var database = await SeedAsync(File);
        await database.LogAsync(
            0, 1, new LogPart(0, LogStream.Out, "epoch=1\n"), new LogPart(8, LogStream.Error, "careful\n"),
            new LogPart(16, LogStream.Note, "killed\n"));

        (await _shell.RunAsync("logs", "nights/0")).ShouldBe(0);

        _shell.Out.ShouldBe("epoch=1\n");
        _shell.Error.ShouldBe("careful\nexperiments: killed\n");
    }

    [Fact]
    public async Task Logs_NoticesOneAfterTheOther_EachSaysWhoseItIs()
    {
        await using var database = await SeedAsync(File);
        await database.LogAsync(0, 1, new LogPart(0, LogStream.Note, "no report\nkilled\n"));

        (await _shell.RunAsync("logs", "nights/0")).ShouldBe(0);

        _shell.Error.ShouldBe("experiments: no report\nexperiments: killed\n");
    }

    [Fact]
    public async Task Logs_SomethingLeftOut_SaysHowMuch()
    {
        await using var database = await SeedAsync(File);
        await database.LogAsync(
            0, 1, new LogPart(0, LogStream.Out, "a long li"), new LogPart(1_234_576, LogStream.Out, "end\n"));

        (await _shell.RunAsync("logs", "nights/0")).ShouldBe(0);

        _shell.Out.ShouldBe("a long li\nend\n");
        _shell.Error.ShouldBe("… 1,234,567 characters left out …\n");
    }

    [Fact]
    public async Task Logs_Attempt_IsThatOne()
    {
        await using var database = await SeedAsync(File);
        await database.LogAsync(0, 1, new LogPart(0, LogStream.Out, "first\n"));

        (await _shell.RunAsync("logs", "nights/0", "--attempt", "1")).ShouldBe(0);
        (await _shell.RunAsync("logs", "nights/0", "--attempt", "2")).ShouldBe(1);

        _shell.Out.ShouldBe("first\n");
        _shell.Error.ShouldBe("experiments: trial 0 has had 1 attempt so far: there is no attempt 2\n");
    }

    [Fact]
    public async Task Logs_Follow_EndsWithTheAttempt()
    {
        await using var database = await SeedAsync(File, ends: true);
        await database.LogAsync(0, 1, new LogPart(0, LogStream.Out, "all\n"));

        (await _shell.RunAsync("logs", "nights/0", "--follow")).ShouldBe(0);

        _shell.Out.ShouldBe("all\n");
    }

    [Fact]
    public async Task Logs_NoProgram_SaysThatOnlyProgramsHaveLogs()
    {
        await using var database = await SeedAsync(Sweeps.File);

        (await _shell.RunAsync("logs", "digits-optimizers/0")).ShouldBe(1);

        _shell.Error.ShouldBe(
            "experiments: there is no log of trial 0, attempt 1: only programs have a log, and this trial's workload "
            + "is not a program\n");
    }

    [Fact]
    public async Task Logs_NothingPrinted_SaysSo()
    {
        await using var database = await SeedAsync(File);

        (await _shell.RunAsync("logs", "nights/0")).ShouldBe(1);

        _shell.Error.ShouldBe(
            "experiments: there is no log of trial 0, attempt 1: its program has printed nothing yet\n");
    }

    [Fact]
    public async Task Logs_SweepAlone_SaysHowATrialIsNamed()
    {
        (await _shell.RunAsync("logs", "nights")).ShouldBe(2);

        _shell.Error.ShouldContain("'nights' names no trial: write SWEEP/TRIAL, such as mnist/3");
    }

    private async Task<SeededDatabase> SeedAsync(string file, bool ends = false)
    {
        var database = await SeededDatabase.CreateAsync(_shell.Home);
        await database.BeatAsync("experiments", serves: true);
        var sweep = await database.SubmitAsync("k3m9x0q2ab", file);
        await sweep.StartAsync(1);
        if (ends) await sweep.CompleteAsync(0, 0.5);
        return database;
    }
}
