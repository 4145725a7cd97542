using Experiments.Storage.Schema;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Experiments.Silo.Health;

/// <summary>Healthy while the database answers.</summary>
internal sealed class DatabaseCheck(StorageSchema schema) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(
        HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        try
        {
            await schema.EnsureAsync(migrate: false, cancellationToken);
            return HealthCheckResult.Healthy();
        }
        catch (Exception failure)
        {
            return HealthCheckResult.Unhealthy(failure.Message);
        }
    }
}
