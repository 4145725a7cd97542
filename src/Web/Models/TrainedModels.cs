using Experiments.Contracts.Sweeps;
using Experiments.Storage.Checkpoints;
using Experiments.Storage.Queries;
using Experiments.Training.Executors;
using Experiments.Training.Trained;
using Experiments.Web.Answers;

namespace Experiments.Web.Models;

/// <summary>
/// The networks that trials trained, opened when they are asked for the first time. The last few stay in memory, each
/// under the hash of its checkpoint, so that a newer checkpoint is noticed. Only one question is answered at a time: an
/// answer takes about a millisecond, and trials need the cores more.
/// </summary>
internal sealed class TrainedModels(CheckpointQueries checkpoints) : IDisposable
{
    /// <summary>The number of networks that stay in memory.</summary>
    public const int Most = 4;

    /// <summary>
    /// The size of the largest checkpoint that is opened: 256 MiB, far above those of networks for small images.
    /// </summary>
    private const long MostBytes = 256L << 20;

    private readonly SemaphoreSlim _oneAtATime = new(1);
    private readonly List<(TrialId Trial, string Hash, TrainedNetwork Network)> _open = [];

    /// <summary>The number of networks in memory.</summary>
    public int Count => _open.Count;

    /// <summary>Answers a question about a trial's network, as of its newest checkpoint.</summary>
    /// <exception cref="ConflictException">
    /// The trial has no network, or no checkpoint, or one that cannot be used.
    /// </exception>
    /// <exception cref="UserErrorException">Torch cannot be loaded, or the database cannot be read.</exception>
    public async Task<T> AskAsync<T>(
        SweepDetail sweep, TrialSummary trial, Func<TrainedNetwork, T> question, CancellationToken cancel)
    {
        var name = $"trial {trial.Number} of sweep '{sweep.Summary.Name}'";
        if (NetworkWorkloads.WhyNone(sweep.Spec.Workload) is { } why)
            throw new ConflictException($"{name} cannot be asked: {why}; name a trial of workload mlp or cnn");
        var id = new TrialId(sweep.Summary.Key, trial.Number);
        await _oneAtATime.WaitAsync(cancel);
        try
        {
            var hash = await checkpoints.FindLatestHashAsync(id, cancel) ?? throw new ConflictException(
                $"{name} has no checkpoint, so there is no model: {MissingCheckpoint.Explain(sweep, trial)}");
            var network = Find(id, hash) ?? Keep(id, hash, await OpenAsync(id, name, cancel));
            return await Task.Run(
                () =>
                {
                    TorchRuntime.UseThreads(1);
                    return question(network);
                }, cancel);
        }
        finally
        {
            _oneAtATime.Release();
        }
    }

    private TrainedNetwork? Find(TrialId trial, string hash)
    {
        var place = _open.FindIndex(one => one.Trial == trial && one.Hash == hash);
        if (place < 0) return null;
        var found = _open[place];
        _open.RemoveAt(place);
        _open.Add(found);
        return found.Network;
    }

    private TrainedNetwork Keep(TrialId trial, string hash, TrainedNetwork network)
    {
        // What it was before its newest checkpoint is not asked any more.
        if (_open.FindIndex(one => one.Trial == trial) is var before and >= 0) Close(before);
        else if (_open.Count == Most) Close(0);
        _open.Add((trial, hash, network));
        return network;
    }

    private void Close(int place)
    {
        _open[place].Network.Dispose();
        _open.RemoveAt(place);
    }

    private async Task<TrainedNetwork> OpenAsync(TrialId trial, string name, CancellationToken cancel)
    {
        try
        {
            // Reads and checks the newest undamaged one.
            using var content = (await checkpoints.FindLatestAsync(trial, cancel))?.Content
                ?? throw new ConflictException($"the checkpoint of {name} has been deleted, so there is no model");
            if (content.Length > MostBytes)
                throw new ConflictException(
                    $"the checkpoint of {name} has {content.Length >> 20:#,0} MiB, more than the {MostBytes >> 20} "
                    + "that are opened here: use 'experiments predict'");
            return await Task.Run(
                () =>
                {
                    TorchRuntime.Load();
                    return TrainedNetwork.Open(content.ReadAll().Span);
                }, cancel);
        }
        catch (UserErrorException unusable) when (unusable.InnerException is null)
        {
            // What is stored is wrong, and not the request.
            throw new ConflictException(unusable.Message);
        }
    }

    public void Dispose()
    {
        foreach (var one in _open) one.Network.Dispose();
        _open.Clear();
        _oneAtATime.Dispose();
    }
}
