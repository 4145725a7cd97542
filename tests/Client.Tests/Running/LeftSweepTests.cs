using Experiments.Client.Running;
using Experiments.Client.Tests.Support;
using Experiments.Search.Specs;
using Experiments.Testing.Waits;
using Microsoft.Extensions.Time.Testing;

namespace Experiments.Client.Tests.Running;

/// <summary>Tests of running a file whose sweep was left unfinished.</summary>
public sealed class LeftSweepTests : IDisposable
{
    private readonly FakeTimeProvider _time = new();
    private readonly TestShell _shell;

    public LeftSweepTests() => _shell = new TestShell(time: _time);

    public void Dispose() => _shell.Dispose();

    [Fact]
    public async Task Choose_NothingLeft_BeginsAndRefusesToResume()
    {
        (await ChooseAsync(resume: false)).ShouldBeNull();
        _shell.Error.ShouldBeEmpty();
        (await Should.ThrowAsync<UserErrorException>(() => ChooseAsync(resume: true))).Message
            .ShouldStartWith("no sweep 'digits-optimizers' was left unfinished");
    }

    [Fact]
    public async Task Choose_SweepThatALiveNodeRuns_IsNotLeft()
    {
        await using var database = await LeaveAsync();
        await database.BeatAsync("experiments", serves: false);
        (await ChooseAsync(resume: false)).ShouldBeNull();

        var choosing = ChooseAsync(resume: true);
        await Waiting.UntilAsync(
            () =>
            {
                _time.Advance(TimeSpan.FromSeconds(0.5));
                return choosing.IsCompleted;
            },
            "the choice of a sweep");
        (await Should.ThrowAsync<UserErrorException>(() => choosing)).Message.ShouldContain(
            "is still running: 'experiments watch k3m9x0q2ab'");
    }

    [Fact]
    public async Task Choose_LeftAndNobodyToAsk_SaysHowToGoOnAndBegins()
    {
        await using var database = await LeaveAsync();
        (await ChooseAsync(resume: false)).ShouldBeNull();
        _shell.Error.ShouldBe(
            "note: sweep 'digits-optimizers' (k3m9x0q2ab) was left unfinished, with 1 of its trials ended; "
            + "'experiments run sweep.yaml --resume' or 'experiments serve' continues it; this run starts a new one\n");
        (await ChooseAsync(resume: true)).ShouldBe("k3m9x0q2ab");
    }

    [Theory]
    [InlineData("", "k3m9x0q2ab")]
    [InlineData("y", "k3m9x0q2ab")]
    [InlineData("No", null)]
    [InlineData(null, null)]
    public async Task Choose_LeftAtATerminal_Asks(string? answer, string? expected)
    {
        await using var database = await LeaveAsync();
        var asked = "";
        var shell = _shell.Shell with { Ask = question => { asked = question; return answer; } };
        (await LeftSweep.ChooseAsync(
            shell, Sweeps.Spec, "sweep.yaml", resume: false, TestContext.Current.CancellationToken)).ShouldBe(expected);
        asked.ShouldBe(
            "sweep 'digits-optimizers' (k3m9x0q2ab) was left unfinished, with 1 of its trials ended. "
            + "Continue it? [Y/n] ");
        _shell.Error.ShouldBeEmpty();
    }

    [Fact]
    public async Task Choose_FileThatWasChangedSince_SaysThatTheSweepGoesOnAsItWas()
    {
        await using var database = await LeaveAsync();
        var changed = Sweeps.Spec with { Search = Sweeps.Spec.Search with { Method = SearchMethod.Sobol } };
        (await LeftSweep.ChooseAsync(
            _shell.Shell, changed, "sweep.yaml", resume: true,
            TestContext.Current.CancellationToken)).ShouldBe("k3m9x0q2ab");
        _shell.Error.ShouldBe("note: 'sweep.yaml' has changed since; the sweep continues as it was started\n");
    }

    private Task<string?> ChooseAsync(bool resume) =>
        LeftSweep.ChooseAsync(_shell.Shell, Sweeps.Spec, "sweep.yaml", resume, TestContext.Current.CancellationToken);

    private async Task<SeededDatabase> LeaveAsync()
    {
        var database = await SeededDatabase.CreateAsync(_shell.Home);
        await database.BeatAsync("experiments", serves: false);
        var sweep = await database.SubmitAsync("k3m9x0q2ab", Sweeps.File);
        await sweep.StartAsync(2);
        await sweep.CompleteAsync(0, 0.5);
        await database.SilenceAsync("node-1");
        return database;
    }
}
