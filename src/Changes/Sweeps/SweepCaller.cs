using Experiments.Changes.Access;
using Experiments.Changes.Clusters;
using Experiments.Contracts.Faults;
using Experiments.Contracts.Grains;
using Experiments.Contracts.Retries;
using Experiments.Search.States;
using Experiments.Storage.Model;
using Experiments.Storage.Queries;

namespace Experiments.Changes.Sweeps;

/// <summary>Calls sweeps in the clusters that run them.</summary>
/// <param name="silos">The live silos.</param>
/// <param name="clusters">The way into the clusters.</param>
/// <param name="recorder">Records the calls.</param>
/// <param name="time">The clock for timeouts.</param>
public sealed class SweepCaller(
    SiloQueries silos, ClusterAccess clusters, ChangeRecorder recorder, TimeProvider time)
{
    /// <summary>Calls a sweep.</summary>
    /// <param name="sweep">The sweep.</param>
    /// <param name="call">What is asked of it.</param>
    /// <param name="cancel">Cancels the call; the cluster may have accepted it nevertheless.</param>
    /// <returns>The report that it was done, a sentence.</returns>
    /// <exception cref="UserErrorException">No live cluster runs the sweep, or it refuses.</exception>
    public Task<string> SendAsync(SweepSummary sweep, SweepCall call, CancellationToken cancel) =>
        recorder.RecordAsync(
            call.Verb, sweep.Id, $"{sweep.Title()} {call.Done}", () => CallAsync(sweep, call, cancel), cancel);

    /// <summary>
    /// Asks a sweep for a worker outside the cluster, of which there are too many questions to record each.
    /// </summary>
    /// <param name="sweep">The sweep.</param>
    /// <param name="ask">What it is asked.</param>
    /// <param name="cancel">Cancels the call; the cluster may have accepted it nevertheless.</param>
    /// <exception cref="UserErrorException">
    /// The sweep refuses, or, with a cause, no live cluster runs it now.
    /// </exception>
    public async Task<T> AskAsync<T>(SweepSummary sweep, Func<ISweepGrain, Task<T>> ask, CancellationToken cancel)
    {
        await using var cluster = await OpenAsync(
            sweep, cancel, new ClusterFaultException("no silo of the cluster is alive"));
        return await RetryPipelines.WhileRejected(time).ExecuteAsync(
            async given => await ask(cluster.Sweep(sweep.Id)).WaitAsync(given), cancel);
    }

    private async Task<string> CallAsync(SweepSummary sweep, SweepCall call, CancellationToken cancel)
    {
        var title = sweep.Title();
        if (call.Ends && sweep.Status.IsFinal())
            throw new UserErrorException($"{title} has already ended: it {sweep.Status.AsVerb()}");
        await using var cluster = await OpenAsync(sweep, cancel);
        await RetryPipelines.WhileRejected(time).ExecuteAsync(
            async given => await call.Send(cluster.Sweep(sweep.Id)).WaitAsync(given), cancel);
        return $"{title} {call.Done}";
    }

    private async Task<ISweepCluster> OpenAsync(
        SweepSummary sweep, CancellationToken cancel, Exception? cause = null)
    {
        var live = await SilosForAsync(sweep.Id, cancel);
        if (live.Count == 0) throw new UserErrorException(
            $"{sweep.Title()} is kept, but no live cluster runs it: start 'experiments serve', which takes it over, "
            + "and then repeat this command", cause);
        return await clusters.OpenAsync(live[0].Cluster, live, cancel);
    }

    // The sweep's own cluster; if that is dead, a serving cluster, which takes the sweep over as soon as it is called.
    private async Task<IReadOnlyList<LiveSilo>> SilosForAsync(string id, CancellationToken cancel)
    {
        var own = await silos.ListForSweepAsync(id, cancel);
        return own.Count > 0 ? own : [.. (await silos.ListAsync(cancel)).Where(silo => silo.Serves)];
    }
}
