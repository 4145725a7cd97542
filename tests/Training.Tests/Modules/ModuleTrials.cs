using Experiments.Contracts.Ports.Execution;
using Experiments.Contracts.Ports.Persistence.Checkpoints;
using Experiments.TorchWorkloads;
using Experiments.Training.Executors;
using Experiments.Training.Modules;
using Experiments.Training.Tests.Support;

namespace Experiments.Training.Tests.Modules;

/// <summary>Small trials of modules.</summary>
internal static class ModuleTrials
{
    public static TrialOrder Order(params (string Name, object Value)[] own)
    {
        (string Name, object Value)[] all = [.. own, ("epochs", 3), ("batch_size", 16)];
        var assignment = Trials.Parameters([.. all.DistinctBy(pair => pair.Name)]);
        return Trials.Order(
            "none", assignment, checkpointEvery: 1) with
        { Parameters = new TrialParameters(assignment, null) };
    }

    public static async Task<RecordingHost> TrainAsync(
        ModuleWorkload workload, TrialOrder? order = null, RecordingHost? host = null, Checkpoint? resume = null)
    {
        host ??= new RecordingHost();
        await new ModuleRunner(workload, TimeProvider.System).TrainAsync(
            new HostedTrial((order ?? Order()) with { Resume = resume }, host), CancellationToken.None);
        return host;
    }

    public static ModuleTrainer Trainer(ModuleWorkload workload, params (string Name, object Value)[] own)
    {
        var order = Order(own);
        var parameters = LoopParameters.Read("test", order.Parameters.Assignment, workload.Schema);
        return new(workload, parameters, LoopSettings.Read(parameters, order.Seed), "cpu", TimeProvider.System);
    }
}
