using System.Diagnostics;
using Experiments.Contracts.Grains;
using Experiments.Contracts.Sweeps;
using Experiments.Contracts.Tracing;

namespace Experiments.Client.Connecting;

/// <summary>Hands a sweep to a cluster.</summary>
internal static class Submission
{
    /// <summary>
    /// Returns once the cluster has stored it. What was submitted with the same id before is not submitted again.
    /// </summary>
    /// <param name="database">The database that the cluster works with.</param>
    /// <param name="cluster">Id of the cluster.</param>
    /// <param name="gateways">Where its clients connect, each <c>address:port</c>; at least one.</param>
    /// <param name="id">The sweep's id, see <see cref="SweepIds"/>.</param>
    /// <param name="spec">The sweep.</param>
    /// <param name="time">What is waited with.</param>
    /// <param name="cancel">Gives up; the cluster may have taken it all the same.</param>
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
