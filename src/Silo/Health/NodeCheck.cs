using Experiments.Grains.Nodes;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Experiments.Silo.Health;

/// <summary>Healthy once the fleet knows this node, and until it drains.</summary>
internal sealed class NodeCheck(NodeService node) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(
        HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(node.TakesWork
            ? HealthCheckResult.Healthy()
            : HealthCheckResult.Unhealthy("this node takes no work: it has not joined its fleet yet, or is leaving"));
}
