using Experiments.Contracts.Certificates;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Experiments.Silo.Hosting.Certificates;

/// <summary>
/// Checks that the silo's certificate is valid, and warns from 14 days before its end. A silo whose certificate has
/// ended keeps its connections and gets no new ones.
/// </summary>
internal sealed class CertificateCheck(ClusterCertificates certificates) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(
        HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        var age = CertificateAge.Of(certificates);
        return Task.FromResult(
            age.IsOver ? HealthCheckResult.Unhealthy(age.Describe())
            : age.IsNear ? HealthCheckResult.Degraded(age.Describe())
            : HealthCheckResult.Healthy());
    }
}
