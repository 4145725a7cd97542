using System.Collections.Concurrent;
using Experiments.Contracts.Metrics;
using Experiments.Storage.Databases;

namespace Experiments.Storage.Ingest;

/// <summary>The ids of metric names, created on first use and cached. The name of an id never changes.</summary>
internal sealed class MetricNameIds(Database database)
{
    private readonly ConcurrentDictionary<string, int> _known = new(StringComparer.Ordinal);

    public int this[string name] => _known[name];

    /// <summary>Loads or creates the id of every metric name in the batches.</summary>
    public async Task LearnAsync(IReadOnlyList<MetricBatch> batches, CancellationToken cancel)
    {
        HashSet<string>? unknown = null;
        foreach (var batch in batches)
        {
            foreach (var point in batch.Points)
            {
                if (!_known.ContainsKey(point.Metric)) (unknown ??= new(StringComparer.Ordinal)).Add(point.Metric);
            }
        }

        // A fixed order prevents deadlocks between processes that add the same names.
        foreach (var name in unknown?.Order(StringComparer.Ordinal) ?? Enumerable.Empty<string>())
            _known[name] = await FindOrAddAsync(name, cancel);
    }

    private Task<int> FindOrAddAsync(string name, CancellationToken cancel) =>
        database.WriteAsync(async connection =>
        {
            await connection.ExecuteAsync(
                """
                insert into metric_names (name)
                select @name where not exists (select 1 from metric_names where name = @name)
                on conflict (name) do nothing
                """,
                [("name", name)], cancel);
            var ids = await connection.QueryAsync(
                "select id from metric_names where name = @name", [("name", name)], row => row.GetInt32(0), cancel);
            return ids[0];
        }, cancel);
}
