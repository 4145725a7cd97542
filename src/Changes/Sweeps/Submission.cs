using System.Diagnostics;
using Experiments.Changes.Access;
using Experiments.Changes.Clusters;
using Experiments.Contracts.Grains;
using Experiments.Contracts.Sweeps;
using Experiments.Contracts.Tracing;
using Experiments.Storage.Queries;

namespace Experiments.Changes.Sweeps;

/// <summary>Submits sweeps to clusters.</summary>
/// <param name="sweeps">The sweeps that a new one can learn from.</param>
/// <param name="silos">The live silos.</param>
/// <param name="clusters">The way into the clusters.</param>
/// <param name="recorder">Records the submissions.</param>
public sealed class Submission(
    SweepQueries sweeps, SiloQueries silos, ClusterAccess clusters, ChangeRecorder recorder)
{
    /// <summary>Returns the exception for a database that no cluster serves.</summary>
    public static UserErrorException NoCluster() => new(
        "no cluster serves this database: start one with 'experiments serve', or use 'experiments run' instead of "
        + "submit");

    /// <summary>
    /// Submits a sweep to the cluster that serves the database, and returns its id once the cluster has stored it.
    /// </summary>
    /// <param name="spec">The sweep. Sweeps to learn from may be named as users name them.</param>
    /// <param name="cancel">Cancels the call; the cluster may have accepted the sweep nevertheless.</param>
    /// <exception cref="UserErrorException">No cluster serves the database, it refuses the sweep, or a sweep to learn
    /// from does not exist or has another objective.</exception>
    public async Task<string> SubmitAsync(SweepSpec spec, CancellationToken cancel)
    {
        var live = await silos.ListAsync(cancel);
        if (live.FirstOrDefault(silo => silo.Serves)?.Cluster is not { } cluster) throw NoCluster();
        var id = SweepIds.New();
        await SendAsync(() => clusters.OpenAsync(cluster, live, cancel), id, spec, cancel);
        return id;
    }

    /// <summary>
    /// Submits a sweep to a certain cluster, and returns once the cluster has stored it. A sweep whose id was already
    /// submitted is not submitted again.
    /// </summary>
    /// <param name="cluster">The cluster's id.</param>
    /// <param name="gateway">Its address for clients, <c>address:port</c>.</param>
    /// <param name="id">The sweep's id, see <see cref="SweepIds"/>.</param>
    /// <param name="spec">The sweep. Sweeps to learn from may be named as users name them.</param>
    /// <param name="cancel">Cancels the call; the cluster may have accepted the sweep nevertheless.</param>
    /// <exception cref="UserErrorException">The cluster cannot be reached or refuses the sweep, or a sweep to learn
    /// from does not exist or has another objective.</exception>
    public Task SubmitToAsync(
        string cluster, string gateway, string id, SweepSpec spec, CancellationToken cancel) =>
        SendAsync(() => clusters.OpenAsync(cluster, [gateway], cancel), id, spec, cancel);

    private async Task SendAsync(
        Func<Task<ISweepCluster>> open, string id, SweepSpec spec, CancellationToken cancel)
    {
        var resolved = await WarmStarts.ResolveAsync(sweeps, spec, cancel);
        using var span = SweepTrace.Start("submit", id, ActivityKind.Client)?.SetTag("experiments.sweep", spec.Name);
        await using var cluster = await open();
        await recorder.RecordSubmissionAsync(
            id, SweepTitle.Of(spec.Name, id),
            () => cluster.Sweep(id).SubmitAsync(new SubmitSweep { SweepId = id, Spec = resolved }).WaitAsync(cancel),
            cancel);
    }
}
