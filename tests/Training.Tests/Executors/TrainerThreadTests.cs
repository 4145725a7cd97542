using System.Collections.Concurrent;
using Experiments.Testing.Waits;
using Experiments.Training.Executors;

namespace Experiments.Training.Tests.Executors;

public class TrainerThreadTests
{
    [Fact]
    public async Task RunAsync_ManyAwaits_StaysOnItsThread()
    {
        var threads = new ConcurrentQueue<(int Id, string? Name)>();

        await TrainerThread.RunAsync("trainer", async () =>
        {
            for (var i = 0; i < 20; i++)
            {
                threads.Enqueue((Environment.CurrentManagedThreadId, Thread.CurrentThread.Name));
                await Task.Yield();
                await Task.Run(() => { }, CancellationToken.None);
            }
        });

        threads.Distinct().ShouldHaveSingleItem().Name.ShouldBe("trainer");
    }

    [Fact]
    public async Task RunAsync_WorkThrows_TheTaskThrowsTheSame()
    {
        var before = TrainerThread.RunAsync("trainer", () => throw new InvalidDataException("at once"));
        var after = TrainerThread.RunAsync("trainer", async () =>
        {
            await Task.Yield();
            throw new InvalidDataException("later");
        });

        (await before.ShouldThrowAsync<InvalidDataException>()).Message.ShouldBe("at once");
        (await after.ShouldThrowAsync<InvalidDataException>()).Message.ShouldBe("later");
    }

    [Fact]
    public async Task RunAsync_WorkIsCancelled_TheTaskIsCancelled()
    {
        var run = TrainerThread.RunAsync("trainer", () => Task.FromCanceled(new CancellationToken(canceled: true)));

        await run.ShouldThrowAsync<OperationCanceledException>();
        run.IsCanceled.ShouldBeTrue();
    }

    [Fact]
    public async Task RunAsync_OnLinux_YieldsToOtherThreads()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Niceness per thread is Linux's.");
        var niceness = 0;

        await TrainerThread.RunAsync("trainer", () =>
        {
            var fields = File.ReadAllText("/proc/thread-self/stat")
                .Split(')')[1].Split(' ', StringSplitOptions.RemoveEmptyEntries);
            niceness = int.Parse(fields[16]);
            return Task.CompletedTask;
        });

        niceness.ShouldBeGreaterThanOrEqualTo(10);
    }

    [Fact]
    public async Task RunAsync_WorkLeavesSomethingBehind_ItStillRuns()
    {
        var release = new TaskCompletionSource();
        var left = new TaskCompletionSource();

        await TrainerThread.RunAsync("trainer", () =>
        {
            _ = LeftBehindAsync();
            return Task.CompletedTask;
        });
        release.SetResult();

        await left.Task.Within("what the work left behind");

        async Task LeftBehindAsync()
        {
            await release.Task;
            left.SetResult();
        }
    }
}
