using System.Threading.Channels;
using Experiments.Contracts.Metrics;
using Experiments.Contracts.Sweeps;
using Experiments.Storage.Databases;
using Experiments.Storage.Telemetry;
using Microsoft.Extensions.Logging;

namespace Experiments.Storage.Ingest;

/// <summary>
/// Writes the batches of its trials in the order in which they were added. Each transaction contains the batches that
/// are waiting: an idle lane writes at once, and the busier the database, the more rows share a commit.
/// </summary>
internal sealed partial class MetricLane(
    IMetricTable table, MetricWriterOptions options, RetryUntilAnswered retry, StorageMetrics metrics,
    TimeProvider time, ILogger logger)
{
    private readonly Channel<PendingBatch> _waiting =
        Channel.CreateUnbounded<PendingBatch>(new UnboundedChannelOptions { SingleReader = true });

    public bool TryAdd(PendingBatch batch) => _waiting.Writer.TryWrite(batch);

    /// <summary>
    /// Accepts no further batches. <see cref="RunAsync"/> returns once the last one is written.
    /// </summary>
    public void Close() => _waiting.Writer.TryComplete();

    public async Task RunAsync(CancellationToken abandon)
    {
        var group = new List<PendingBatch>();
        while (await _waiting.Reader.WaitToReadAsync(CancellationToken.None))
        {
            var rows = 0;
            while (rows < options.RowsPerCommit && _waiting.Reader.TryRead(out var next))
            {
                group.Add(next);
                rows += next.Rows;
            }

            await WriteAsync(group, abandon);
            foreach (var written in group) written.Release();
            metrics.Queued(-rows);
            group.Clear();
        }
    }

    private async Task WriteAsync(IReadOnlyList<PendingBatch> group, CancellationToken abandon)
    {
        try
        {
            var accepted = await WriteUntilAnsweredAsync([.. group.Select(pending => pending.Batch)], abandon);
            for (var i = 0; i < accepted.Length; i++) group[i].Complete(accepted[i]);
        }
        catch (Exception) when (abandon.IsCancellationRequested)
        {
            foreach (var pending in group) pending.Abandon();
        }
        catch (Exception) when (group.Count > 1)
        {
            // A batch that the database always rejects must not fail the others.
            foreach (var pending in group) await WriteAsync([pending], abandon);
        }
        catch (Exception fault)
        {
            LogLost(fault, group[0].Batch.Trial);
            group[0].Fail(fault);
        }
    }

    private Task<bool[]> WriteUntilAnsweredAsync(MetricBatch[] batches, CancellationToken abandon) =>
        retry.DoAsync("metrics", async () =>
        {
            var began = time.GetTimestamp();
            var accepted = await table.WriteAsync(batches, abandon);
            Count(batches, accepted, time.GetElapsedTime(began));
            return accepted;
        }, abandon);

    private void Count(MetricBatch[] batches, bool[] accepted, TimeSpan took)
    {
        var written = 0;
        for (var i = 0; i < accepted.Length; i++)
        {
            if (accepted[i]) written += batches[i].Points.Length;
            else Refused(batches[i]);
        }

        metrics.Wrote(written, took);
    }

    private void Refused(MetricBatch batch)
    {
        metrics.Refused(batch.Points.Length);
        LogRefused(batch.Points.Length, batch.Trial.Number, batch.Attempt);
    }

    [LoggerMessage(1, LogLevel.Error, "Metrics of trial {Trial} cannot be written.")]
    private partial void LogLost(Exception fault, TrialId trial);

    [LoggerMessage(
        2, LogLevel.Warning,
        "{Rows} metric rows of trial {Trial}, attempt {Attempt}, were refused: a newer attempt of it has begun.")]
    private partial void LogRefused(int rows, int trial, int attempt);
}
