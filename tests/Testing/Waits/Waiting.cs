using System.Diagnostics;

namespace Experiments.Testing.Waits;

/// <summary>
/// Waits in tests. Each wait has a limit; when it is exceeded, the message says what was awaited. The limits detect a
/// process that hangs, not a slow machine.
/// </summary>
public static class Waiting
{
    /// <summary>The default limit of a wait.</summary>
    public static readonly TimeSpan UsualLimit = TimeSpan.FromMinutes(3);

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);

    /// <summary>Waits for a task.</summary>
    /// <param name="task">The task to wait for.</param>
    /// <param name="awaited">A description for the message, such as "the trial to begin".</param>
    /// <param name="limit">The time limit. Default: <see cref="UsualLimit"/>.</param>
    /// <param name="seen">Returns what was observed while waiting, for the message.</param>
    /// <exception cref="TimeoutException">The limit was exceeded.</exception>
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

    /// <summary>Polls a condition until it is true.</summary>
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

    // The cleanup after a cancelled test must still be able to wait.
    private static CancellationToken Cancelled() =>
        TestContext.Current.CancellationToken is { IsCancellationRequested: false } cancel
            ? cancel
            : CancellationToken.None;

    private static TimeoutException TookLonger(string awaited, TimeSpan limit, Func<string>? seen) =>
        new($"Waited {limit} for {awaited}.{(seen is null ? "" : $" Meanwhile:\n{seen()}")}");
}
