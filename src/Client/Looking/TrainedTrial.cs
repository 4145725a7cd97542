using Experiments.Client.Connecting;
using Experiments.Contracts.Ports.Persistence.Checkpoints;
using Experiments.Contracts.Sweeps;
using Experiments.Storage.Queries;
using Experiments.Training.Executors;
using Experiments.Training.Trained;

namespace Experiments.Client.Looking;

/// <summary>A trial and the network that it trained, from its newest checkpoint.</summary>
/// <param name="Sweep">The trial's sweep.</param>
/// <param name="Trial">The trial.</param>
/// <param name="Network">The network, on the CPU.</param>
internal sealed record TrainedTrial(SweepDetail Sweep, TrialSummary Trial, TrainedNetwork Network) : IDisposable
{
    /// <summary>The trial's name in messages: <c>trial 3 of mnist</c>.</summary>
    public string Name => $"trial {Trial.Number} of {Sweep.Summary.Name}";

    /// <summary>A description of the network in one line.</summary>
    public string Description
    {
        get
        {
            var model = Network.Model;
            var epochs = Network.Epochs == 1 ? "1 epoch" : $"{Network.Epochs} epochs";
            return $"{model.Workload} trained on {model.Dataset} for {epochs}, sweep {Sweep.Summary.Id}";
        }
    }

    /// <summary>Opens the network of a trial.</summary>
    /// <exception cref="UserErrorException">The trial has no network, or no checkpoint yet.</exception>
    public static async Task<TrainedTrial> OpenAsync(
        SweepDatabase database, SweepDetail sweep, TrialSummary trial, CancellationToken cancel)
    {
        var name = $"trial {trial.Number} of sweep '{sweep.Summary.Name}'";
        if (NetworkWorkloads.WhyNone(sweep.Spec.Workload) is { } why)
            throw new UserErrorException($"{name} cannot be inspected: {why}; name a trial of workload mlp or cnn");
        var checkpoint = await CheckpointOfAsync(database, sweep, trial, cancel);
        TorchRuntime.Load();
        return new(sweep, trial, TrainedNetwork.Open(checkpoint.Data.Span));
    }

    /// <summary>Reads the newest checkpoint of a trial.</summary>
    /// <exception cref="UserErrorException">The trial has no checkpoint.</exception>
    public static async Task<Checkpoint> CheckpointOfAsync(
        SweepDatabase database, SweepDetail sweep, TrialSummary trial, CancellationToken cancel) =>
        await database.Checkpoints.FindLatestAsync(new TrialId(sweep.Summary.Key, trial.Number), cancel)
        ?? throw new UserErrorException(
            $"trial {trial.Number} of sweep '{sweep.Summary.Name}' has no checkpoint, so there is no model: "
            + MissingCheckpoint.Explain(sweep, trial));

    public void Dispose() => Network.Dispose();
}
