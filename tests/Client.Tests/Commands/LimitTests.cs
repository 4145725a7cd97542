using System.Text.Json;
using Experiments.Client.Tests.Support;
using Experiments.Search.Events;

namespace Experiments.Client.Tests.Commands;

public sealed class LimitTests : IDisposable
{
    private readonly TestShell _shell = new(width: 1_000);

    public void Dispose() => _shell.Dispose();

    [Fact]
    public async Task ShowAndReplay_SweepThatIsLimited_SayAtWhat()
    {
        await using var database = await SeededDatabase.CreateAsync(_shell.Home);
        var sweep = await database.SubmitAsync("k3m9x0q2ab", Sweeps.File);
        await sweep.StartAsync(3);
        (await LimitedToAsync()).ShouldBeNull();
        await sweep.HappenAsync(new SearchEvent.LimitRequested(1));
        await sweep.EndAsync(2, new AttemptOutcome.Released("the sweep was limited to 1 at a time"));
        (await LimitedToAsync()).ShouldBe(1);
        await sweep.HappenAsync(new SearchEvent.LimitRequested(2));
        (await LimitedToAsync()).ShouldBe(2);

        (await _shell.RunAsync("replay", "k3m9", "--verify")).ShouldBe(0);
        _shell.TakeOut();
        (await _shell.RunAsync("replay", "k3m9")).ShouldBe(0);
        _shell.Out.ShouldMatch(
            "somebody limited the sweep to 1 trial at a time +at most 1 trial runs, and those above that save");
        _shell.Out.ShouldContain("somebody limited the sweep to 2 trials at a time");
        _shell.Out.ShouldMatch(
            "trial 2 gave back its device: the sweep was limited to 1 at a time +trial 2 will be tried again, with 0");
        await sweep.HappenAsync(new SearchEvent.LimitRequested(null));
        _shell.TakeOut();
        (await LimitedToAsync()).ShouldBeNull();
    }

    [Theory]
    [InlineData("0")]
    [InlineData("-1")]
    [InlineData("1.5")]
    [InlineData("all")]
    public async Task Limit_NoNumberOfTrials_IsWrongUsage(string most)
    {
        (await _shell.RunAsync("limit", "k3m9", "--", most)).ShouldBe(2);
        _shell.Error.ShouldStartWith(
            $"experiments: N must be a whole number of at least 1, or 'none', but is '{most}'; 'experiments pause' "
            + "starts no trials at all\n");
    }

    [Theory]
    [InlineData("3")]
    [InlineData("none")]
    public async Task Limit_NoLiveCluster_SaysWhatToDo(string most)
    {
        await using var database = await SeededDatabase.CreateAsync(_shell.Home);
        await database.SubmitAsync("k3m9x0q2ab", Sweeps.File);
        (await _shell.RunAsync("limit", "k3m9", most)).ShouldBe(1);
        _shell.Error.ShouldContain("no live cluster runs it: start 'experiments serve'");
    }

    private async Task<int?> LimitedToAsync()
    {
        (await _shell.RunAsync("show", "k3m9", "--format", "json")).ShouldBe(0);
        var limited = JsonDocument.Parse(_shell.TakeOut()).RootElement.GetProperty("limited_to");
        return limited.ValueKind == JsonValueKind.Null ? null : limited.GetInt32();
    }
}
