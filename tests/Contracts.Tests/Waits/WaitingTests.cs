using System.Text.RegularExpressions;
using Experiments.Testing.Machines;
using Experiments.Testing.Waits;

namespace Experiments.Contracts.Tests.Waits;

public sealed partial class WaitingTests
{
    private static readonly TimeSpan Short = TimeSpan.FromMilliseconds(1);

    [Fact]
    public async Task Within_TaskThatNeverEnds_SaysWhatItWaitedForAndSaw()
    {
        var error = await Should.ThrowAsync<TimeoutException>(
            () => new TaskCompletionSource().Task.Within("the cow to jump", Short, () => "it grazes"));
        error.Message.ShouldBe("Waited 00:00:00.0010000 for the cow to jump. Meanwhile:\nit grazes");
    }

    [Fact]
    public async Task Within_TaskThatEnds_IsItsResultOrItsError()
    {
        (await Task.FromResult(7).Within("seven")).ShouldBe(7);
        var own = new TimeoutException("its own");
        (await Should.ThrowAsync<TimeoutException>(() => Task.FromException<int>(own).Within("seven")))
            .ShouldBeSameAs(own);
    }

    [Fact]
    public async Task Until_SoAtTheThirdTime_AsksThreeTimes()
    {
        var asked = 0;
        await Waiting.UntilAsync(() => ++asked == 3, "the third time");
        asked.ShouldBe(3);
    }

    [Fact]
    public async Task Until_NeverSoOrNeverAnswered_SaysWhatItWaitedFor()
    {
        (await Should.ThrowAsync<TimeoutException>(() => Waiting.UntilAsync(() => false, "the moon", Short)))
            .Message.ShouldBe("Waited 00:00:00.0010000 for the moon.");
        (await Should.ThrowAsync<TimeoutException>(
            () => Waiting.UntilAsync(() => new TaskCompletionSource<bool>().Task, "the moon", Short)))
            .Message.ShouldBe("Waited 00:00:00.0010000 for the moon.");
    }

    [Fact]
    public async Task WaitForExit_CommandThatHangs_SaysWhichAndWhatItPrinted()
    {
        await using var process = new CliProcess(new("/bin/sh", ["-c", "echo hello; exec sleep 1000"]));
        await process.WaitForAsync("hello");
        var error = await Should.ThrowAsync<TimeoutException>(() => process.WaitForExitAsync(Short));
        error.Message.ShouldContain("'/bin/sh -c echo hello; exec sleep 1000' to end");
        error.Message.ShouldContain("hello");
    }

    /// <summary>
    /// A wait without a limit blocks the whole run, and one without a description fails without an explanation.
    /// </summary>
    [Fact]
    public void Waits_OfAllTestProjects_HaveALimitAndWords()
    {
        // These files contain a pause that is part of the test, a period, an injected latency, or a wait with its own
        // limit and description.
        string[] allowed =
        [
            "DisturbedCluster.cs", "CheckpointMove.cs", "WatchedStore.cs", "Signal.cs", "Waiting.cs",
            "WaitingTests.cs", "NetworkFault.cs", "RateMeter.cs", "SharedPage.cs",
        ];
        var files = Directory.GetFiles(Programs.FileOf("tests"), "*.cs", SearchOption.AllDirectories)
            .Where(file => !allowed.Contains(Path.GetFileName(file))).ToArray();
        files.Length.ShouldBeGreaterThan(100);
        files.SelectMany(file => File.ReadLines(file).Where(line => BareWait().IsMatch(line))
                .Select(line => $"{Path.GetFileName(file)}: {line.Trim()}"))
            .ShouldBeEmpty("Experiments.Testing.Waits waits with a limit, and says what it waited for");
    }

    [GeneratedRegex(
        @"WaitForNextTickAsync|\bTask\.Delay\(|\bCancelAfter\(|\.WaitAsync\(TimeSpan|\.WaitForExit\(\)"
        + @"|WaitForExitAsync\((Test|Cancel|default)")]
    private static partial Regex BareWait();
}
