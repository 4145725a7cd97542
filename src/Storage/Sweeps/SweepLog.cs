using System.Runtime.CompilerServices;
using Experiments.Search.Events;
using Experiments.Storage.Databases;

namespace Experiments.Storage.Sweeps;

/// <summary>
/// Reads a sweep's log, each step with the time of its commit, in pages, so that a long log is never completely in
/// memory.
/// </summary>
internal static class SweepLog
{
    private const int Page = 2_000;

    public static async IAsyncEnumerable<(SearchStep Step, DateTimeOffset At)> ReadAsync(
        Database database, int sweepKey, long after, [EnumeratorCancellation] CancellationToken cancel)
    {
        var last = after;
        while (true)
        {
            var page = await database.ReadAsync(connection => connection.QueryAsync(
                $"""
                select seq, kind, version, event, actions, at from sweep_events
                where sweep_key = @sweep and seq > @last order by seq limit {Page}
                """,
                [("sweep", sweepKey), ("last", last)],
                row => (
                    Text: new StepText(
                        row.GetInt64(0), row.GetString(1), row.GetInt32(2), row.GetString(3), row.GetString(4)),
                    At: row.GetFieldValue<DateTimeOffset>(5)),
                cancel), cancel);
            foreach (var (text, at) in page) yield return (text.Read(), at);
            if (page.Count < Page) yield break;
            last = page[^1].Text.Seq;
        }
    }
}
