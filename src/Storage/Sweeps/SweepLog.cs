using System.Runtime.CompilerServices;
using Experiments.Search.Events;
using Experiments.Storage.Databases;

namespace Experiments.Storage.Sweeps;

/// <summary>Reads a sweep's log in pages, so that a long log is never completely in memory.</summary>
internal static class SweepLog
{
    private const int Page = 2_000;

    public static async IAsyncEnumerable<SearchStep> ReadAsync(
        Database database, int sweepKey, long after, [EnumeratorCancellation] CancellationToken cancel)
    {
        var last = after;
        while (true)
        {
            var page = await database.ReadAsync(connection => connection.QueryAsync(
                $"""
                select seq, kind, version, event, actions from sweep_events
                where sweep_key = @sweep and seq > @last order by seq limit {Page}
                """,
                [("sweep", sweepKey), ("last", last)],
                row => new StepText(
                    row.GetInt64(0), row.GetString(1), row.GetInt32(2), row.GetString(3), row.GetString(4)),
                cancel), cancel);
            foreach (var step in page) yield return step.Read();
            if (page.Count < Page) yield break;
            last = page[^1].Seq;
        }
    }
}
