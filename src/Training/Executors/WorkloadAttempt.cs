using Experiments.Contracts.Ports.Execution;

namespace Experiments.Training.Executors;

/// <summary>Runs an attempt of a workload in this process, from its checkpoint to its end.</summary>
internal static class WorkloadAttempt
{
    /// <summary>Returns the name of the thread that runs an attempt.</summary>
    public static string NameOf(TrialOrder order) => $"trial {order.Trial.Number} attempt {order.Attempt}";

    /// <summary>Runs the workload, on the calling thread if it computes with torch.</summary>
    public static async Task RunAsync(
        IWorkload workload, bool usesTorch, TrialOrder order, ITrialHost host, CancellationToken interrupted)
    {
        if (usesTorch)
        {
            TorchRuntime.Load();
            TorchRuntime.UseThreads(order.Threads);
            TorchRuntime.Require(order.Device);
        }

        await workload.TrainAsync(new HostedTrial(order, host), interrupted);
    }
}
