using Experiments.Storage.Schema;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Experiments.Silo.Health;

/// <summary>Checks that the database is available and has this program's schema. Changes nothing.</summary>
internal sealed class DatabaseCheck(StorageSchema schema) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(
        HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        try
        {
            await schema.CheckAsync(cancellationToken);
            return HealthCheckResult.Healthy();
        }
        catch (Exception failure)
        {
            return HealthCheckResult.Unhealthy(failure.Message);
        }
    }
}
