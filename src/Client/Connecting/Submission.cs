using System.Diagnostics;
using Experiments.Contracts.Grains;
using Experiments.Contracts.Sweeps;
using Experiments.Contracts.Tracing;

namespace Experiments.Client.Connecting;

/// <summary>Submits a sweep to a cluster.</summary>
internal static class Submission
{
    /// <summary>
    /// Submits a sweep, and returns once the cluster has stored it. A sweep whose id was already submitted is not
    /// submitted again.
    /// </summary>
    /// <param name="database">The cluster's database.</param>
    /// <param name="cluster">The cluster's id.</param>
    /// <param name="gateways">The addresses for clients, each <c>address:port</c>; at least one.</param>
    /// <param name="id">The sweep's id, see <see cref="SweepIds"/>.</param>
    /// <param name="spec">The sweep.</param>
    /// <param name="time">The clock for timeouts.</param>
    /// <param name="cancel">Cancels the call; the cluster may have accepted the sweep nevertheless.</param>
    public static async Task SendAsync(
        SweepDatabase database, string cluster, IReadOnlyList<string> gateways, string id, SweepSpec spec,
        TimeProvider time, CancellationToken cancel)
    {
        using var span = SweepTrace.Start("submit", id, ActivityKind.Client)?.SetTag("experiments.sweep", spec.Name);
        await using var connection = await ClusterConnection.OpenAsync(database, cluster, gateways, time, cancel);
        var command = new SubmitSweep { SweepId = id, Spec = spec };
        await connection.Sweep(id).SubmitAsync(command).WaitAsync(cancel);
    }
}
