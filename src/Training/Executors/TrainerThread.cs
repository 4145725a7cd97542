using System.Collections.Concurrent;
using System.Runtime.InteropServices;

namespace Experiments.Training.Executors;

/// <summary>
/// A thread that runs one asynchronous operation from start to end: continuations after an await run on the same
/// thread. It has a lower priority than all other threads of the machine, so that a node that computes on all cores
/// still answers the cluster's probes.
/// </summary>
internal sealed class TrainerThread : SynchronizationContext
{
    /// <summary>
    /// The niceness on Linux, where .NET's thread priorities have no effect. The default is 0, the maximum 19.
    /// </summary>
    private const int Niceness = 10;

    private readonly BlockingCollection<(SendOrPostCallback Callback, object? State)> _queue = [];

    private TrainerThread() { }

    /// <summary>
    /// Starts an operation on a new thread. The returned task ends as the operation does, and its continuations run on
    /// another thread.
    /// </summary>
    public static Task RunAsync(string name, Func<Task> work)
    {
        var ended = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var thread = new Thread(() => new TrainerThread().Run(work, ended)) { IsBackground = true, Name = name };
        thread.Start();
        return ended.Task;
    }

    /// <inheritdoc/>
    public override void Post(SendOrPostCallback d, object? state)
    {
        try
        {
            _queue.Add((d, state));
        }
        catch (InvalidOperationException)
        {
            // The operation has ended, and this is a continuation that it did not wait for.
            ThreadPool.QueueUserWorkItem(_ => d(state));
        }
    }

    /// <inheritdoc/>
    public override SynchronizationContext CreateCopy() => this;

    private void Run(Func<Task> work, TaskCompletionSource ended)
    {
        SetSynchronizationContext(this);
        if (OperatingSystem.IsLinux())
            _ = SetPriority(which: 0, GetThreadId(), Niceness);

        var task = Start(work);
        task.ContinueWith(_ => _queue.CompleteAdding(), TaskScheduler.Default);
        foreach (var (callback, state) in _queue.GetConsumingEnumerable())
            callback(state);
        ended.SetFromTask(task);
    }

    /// <summary>
    /// Turns an exception that is thrown before the first await into a faulted task, like any later one.
    /// </summary>
    private static async Task Start(Func<Task> work) => await work();

    [DllImport("libc", EntryPoint = "gettid")]
    private static extern int GetThreadId();

    [DllImport("libc", EntryPoint = "setpriority")]
    private static extern int SetPriority(int which, int who, int priority);
}
