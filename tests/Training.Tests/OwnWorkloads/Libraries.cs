namespace Experiments.Training.Tests.OwnWorkloads;

// Types of a class library that are not usable workloads. This assembly is loaded as such a library.
#pragma warning disable CA1812, CS9113

public sealed class NoWorkload;

public sealed class WorkloadThatWants(int something) : IWorkload
{
    public Task TrainAsync(TrialContext trial, CancellationToken interrupted) => Task.CompletedTask;
}

public sealed class WorkloadThatThrows : IWorkload
{
    public WorkloadThatThrows() => throw new InvalidDataException("no licence");

    public Task TrainAsync(TrialContext trial, CancellationToken interrupted) => Task.CompletedTask;
}

public abstract class AbstractWorkload : IWorkload
{
    public abstract Task TrainAsync(TrialContext trial, CancellationToken interrupted);
}

public sealed class ThreadNaming : IWorkload
{
    public async Task TrainAsync(TrialContext trial, CancellationToken interrupted)
    {
        await Task.Yield();
        await trial.ReportAsync(1, [new(Thread.CurrentThread.Name!, trial.Parameters.Number("anything"))], interrupted);
    }
}
