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
            Require(order.Device);
        }

        try
        {
            await workload.TrainAsync(new HostedTrial(order, host), interrupted);
        }
        catch (Exception thrown) when (DeviceFaults.Classify(thrown, order.Device) is DeviceFaultException fault)
        {
            throw fault;
        }
    }

    // The node offers the device, so it had it once.
    private static void Require(string device)
    {
        try
        {
            TorchRuntime.Require(device);
        }
        catch (UserErrorException missing)
        {
            throw new DeviceFaultException(missing.Message, missing);
        }
    }
}
