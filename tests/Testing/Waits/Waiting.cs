using System.Diagnostics;

namespace Experiments.Testing.Waits;

/// <summary>
/// Waits of tests. Each has a limit, and says what it waited for where that passes. The limits are for a machine on
/// which something hangs, not for one that is slow.
/// </summary>
public static class Waiting
{
    /// <summary>How long a test waits where it does not say so.</summary>
    public static readonly TimeSpan UsualLimit = TimeSpan.FromMinutes(3);

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);

    /// <summary>Waits for a task.</summary>
    /// <param name="task">What is waited for.</param>
    /// <param name="awaited">What that is, in words: "the trial to begin".</param>
    /// <param name="limit">How long it may take. Default: <see cref="UsualLimit"/>.</param>
    /// <param name="seen">What was seen meanwhile, for the message.</param>
    /// <exception cref="TimeoutException">It took longer.</exception>
    public static async Task Within(this Task task, string awaited, TimeSpan? limit = null, Func<string>? seen = null)
    {
        var most = limit ?? UsualLimit;
        try
        {
            await task.WaitAsync(most, Cancelled());
        }
        catch (TimeoutException) when (!task.IsCompleted)
        {
            throw TookLonger(awaited, most, seen);
        }
    }

    /// <inheritdoc cref="Within(Task, string, TimeSpan?, Func{string}?)"/>
    public static async Task<T> Within<T>(
        this Task<T> task, string awaited, TimeSpan? limit = null, Func<string>? seen = null)
    {
        await ((Task)task).Within(awaited, limit, seen);
        return await task;
    }

    /// <summary>Asks again and again until something is so.</summary>
    /// <inheritdoc cref="Within(Task, string, TimeSpan?, Func{string}?)"/>
    public static async Task UntilAsync(
        Func<Task<bool>> isSo, string awaited, TimeSpan? limit = null, Func<string>? seen = null)
    {
        var most = limit ?? UsualLimit;
        var since = Stopwatch.StartNew();
        using var poll = new PeriodicTimer(Pause);
        while (!await isSo().Within(awaited, most, seen))
        {
            if (since.Elapsed > most) throw TookLonger(awaited, most, seen);
            await poll.WaitForNextTickAsync(Cancelled());
        }
    }

    /// <inheritdoc cref="UntilAsync(Func{Task{bool}}, string, TimeSpan?, Func{string}?)"/>
    public static Task UntilAsync(Func<bool> isSo, string awaited, TimeSpan? limit = null, Func<string>? seen = null) =>
        UntilAsync(() => Task.FromResult(isSo()), awaited, limit, seen);

    /// <summary>Waits for a process to end.</summary>
    /// <inheritdoc cref="Within(Task, string, TimeSpan?, Func{string}?)"/>
    public static Task ToExitAsync(
        this Process process, string awaited, TimeSpan? limit = null, Func<string>? seen = null) =>
        process.WaitForExitAsync(CancellationToken.None).Within(awaited, limit, seen);

    // What cleans up after a test that was cancelled still waits for what it cleans up.
    private static CancellationToken Cancelled() =>
        TestContext.Current.CancellationToken is { IsCancellationRequested: false } cancel
            ? cancel
            : CancellationToken.None;

    private static TimeoutException TookLonger(string awaited, TimeSpan limit, Func<string>? seen) =>
        new($"Waited {limit} for {awaited}.{(seen is null ? "" : $" Meanwhile:\n{seen()}")}");
}
