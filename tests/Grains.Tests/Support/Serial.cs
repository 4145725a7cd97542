namespace Experiments.Grains.Tests.Support;

/// <summary>Runs what is not thread-safe as a grain would: one turn at a time.</summary>
internal static class Serial
{
    public static Task RunAsync(Func<Task> work) => Task.Factory.StartNew(
        work, CancellationToken.None, TaskCreationOptions.None,
        new ConcurrentExclusiveSchedulerPair().ExclusiveScheduler).Unwrap();
}
