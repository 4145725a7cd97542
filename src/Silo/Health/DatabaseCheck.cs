using Experiments.Storage.Schema;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Experiments.Silo.Health;

/// <summary>
/// Checks that the database is available and has this program's schema. Changes nothing, and answers within a second
/// whatever the database does.
/// </summary>
/// <param name="check">Asks the database, as <see cref="StorageSchema.CheckAsync"/> does.</param>
/// <param name="time">The clock of the limit.</param>
internal sealed class DatabaseCheck(Func<Task> check, TimeProvider time) : IHealthCheck
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(0.75);

    private readonly Lock _lock = new();
    private Task _asked = Task.CompletedTask;
    private long _since;

    public async Task<HealthCheckResult> CheckHealthAsync(
        HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        var (asked, since) = Ask();
        try
        {
            await asked.WaitAsync(Limit, time, cancellationToken);
            return HealthCheckResult.Healthy();
        }
        catch (TimeoutException) when (!asked.IsCompleted)
        {
            return HealthCheckResult.Unhealthy(
                $"no answer for {time.GetElapsedTime(since).TotalSeconds:0.0} s; trials go on, decisions wait for it");
        }
        catch (Exception failure)
        {
            return HealthCheckResult.Unhealthy(failure.Message);
        }
    }

    // One question at a time: those of many probes would take all connections of a database that does not answer. In a
    // task of its own, because SQLite waits for a locked file without giving its thread back.
    private (Task Asked, long Since) Ask()
    {
        lock (_lock)
        {
            if (_asked.IsCompleted) (_asked, _since) = (Task.Run(check), time.GetTimestamp());
            return (_asked, _since);
        }
    }
}
