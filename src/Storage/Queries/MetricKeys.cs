using System.Data.Common;
using Experiments.Storage.Databases;

namespace Experiments.Storage.Queries;

/// <summary>The keys of the names of metrics that a query needs.</summary>
internal sealed class MetricKeys
{
    // No name has this key.
    private const int None = 0;

    private readonly Dictionary<string, int> _keys;

    private MetricKeys(int objective, Dictionary<string, int> keys) => (Objective, _keys) = (objective, keys);

    /// <summary>The key of the objective's name, or one that no name has if it was not reported yet.</summary>
    public int Objective { get; }

    /// <summary>Returns the key of a name, or one that no name has if it was not reported yet.</summary>
    public int this[string metric] => _keys.GetValueOrDefault(metric, None);

    /// <summary>Reads the keys of the sweep's objective and of the given metrics.</summary>
    public static async Task<MetricKeys> ReadAsync(
        DbConnection connection, int sweepKey, IReadOnlyList<string> metrics, CancellationToken cancel)
    {
        var names = string.Concat(metrics.Select((_, at) => $" or n.name = @metric{at}"));
        var rows = await connection.QueryAsync(
            $"""
            select s.metric, n.name, n.id from sweeps s join metric_names n on n.name = s.metric{names}
            where s.key = @sweep
            """,
            [("sweep", sweepKey), .. metrics.Select((metric, at) => ($"metric{at}", (object?)metric))],
            row => (Objective: row.GetString(0), Name: row.GetString(1), Key: row.GetInt32(2)), cancel);
        var keys = rows.ToDictionary(row => row.Name, row => row.Key, StringComparer.Ordinal);
        return new(rows is [var (objective, _, _), ..] ? keys.GetValueOrDefault(objective, None) : None, keys);
    }
}
