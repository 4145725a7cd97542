using Experiments.Grains.Nodes;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Experiments.Silo.Health;

/// <summary>Checks that this node has joined its fleet and is not leaving it.</summary>
internal sealed class NodeCheck(NodeService node) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(
        HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(node.IsIn
            ? HealthCheckResult.Healthy()
            : HealthCheckResult.Unhealthy("this node has not joined its fleet yet, or is leaving it"));
}
