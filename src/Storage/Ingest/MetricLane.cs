using System.Threading.Channels;
using Experiments.Contracts.Metrics;
using Experiments.Storage.Databases;
using Microsoft.Extensions.Logging;

namespace Experiments.Storage.Ingest;

/// <summary>
/// Writes the batches of its trials in the order they came. Each transaction takes what waits: an idle lane writes at
/// once, and the busier the database, the more rows share a commit.
/// </summary>
internal sealed class MetricLane(
    IMetricTable table, RowBudget budget, MetricWriterOptions options, Patience patience, StorageMetrics metrics,
    TimeProvider time, ILogger logger)
{
    private readonly Channel<PendingBatch> _waiting =
        Channel.CreateUnbounded<PendingBatch>(new UnboundedChannelOptions { SingleReader = true });

    public bool TryAdd(PendingBatch batch) => _waiting.Writer.TryWrite(batch);

    /// <summary>No batch comes after this; <see cref="RunAsync"/> ends when the last is written.</summary>
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
            budget.GiveBack(rows);
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
            // One batch that the database will never take must not spoil the others.
            foreach (var pending in group) await WriteAsync([pending], abandon);
        }
        catch (Exception fault)
        {
            logger.LogError(fault, "Metrics of trial {Trial} cannot be written.", group[0].Batch.Trial);
            group[0].Fail(fault);
        }
    }

    private Task<bool[]> WriteUntilAnsweredAsync(MetricBatch[] batches, CancellationToken abandon) =>
        patience.DoAsync("metrics", async () =>
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
        logger.LogWarning(
            "{Rows} metric rows of trial {Trial}, attempt {Attempt}, were refused: a newer attempt of it has begun.",
            batch.Points.Length, batch.Trial.Number, batch.Attempt);
    }
}
