using System.Collections.Immutable;
using Experiments.Contracts.Ports.Persistence;
using Experiments.Contracts.Sweeps;
using Experiments.Storage.Databases;
using Experiments.Storage.Ingest;
using Experiments.Storage.Telemetry;

namespace Experiments.Storage.Logs;

/// <summary>
/// Stores logs in the database, one row for each part. Appending deletes the parts that are in neither the first
/// <see cref="LogLimits.Head"/> nor the last <see cref="LogLimits.Tail"/> characters.
/// </summary>
public sealed class TrialLogStore(
    Database database, MetricWriterOptions writer, OutageLog outages, StorageMetrics metrics, TimeProvider time)
    : ITrialLogStore
{
    /// <inheritdoc/>
    public Task AppendAsync(TrialId trial, int attempt, ImmutableArray<LogPart> parts, CancellationToken cancel)
    {
        if (parts.IsEmpty) return Task.CompletedTask;
        var retry = new RetryUntilAnswered(writer.LongestPause, trial.GetHashCode(), outages, metrics, time);
        return retry.DoAsync("a log", () => database.WriteAsync(async connection =>
        {
            foreach (var part in parts)
            {
                await connection.ExecuteAsync(
                    """
                    insert into trial_logs (trial_id, attempt, start, stop, stream, text)
                    values (@trial, @attempt, @start, @stop, @stream, @text)
                    on conflict (trial_id, attempt, start) do nothing
                    """,
                    [
                        ("trial", trial.Value), ("attempt", attempt), ("start", part.Offset), ("stop", part.End),
                        ("stream", (int)part.Stream), ("text", part.Text),
                    ],
                    cancel);
            }

            return await connection.ExecuteAsync(
                "delete from trial_logs where trial_id = @trial and attempt = @attempt and start >= @head and "
                + "stop <= @tail",
                [("trial", trial.Value), ("attempt", attempt), ("head", LogLimits.Head),
                    ("tail", parts[^1].End - LogLimits.Tail)],
                cancel);
        }, cancel), cancel);
    }
}
