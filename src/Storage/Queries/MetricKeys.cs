using Experiments.Storage.Model;
using Microsoft.EntityFrameworkCore;

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
        ExperimentsDb db, int sweepKey, IReadOnlyCollection<string> metrics, CancellationToken cancel)
    {
        var objective = await (
            from sweep in db.Sweeps
            join name in db.MetricNames on sweep.Metric equals name.Name
            where sweep.Key == sweepKey
            select name.Id).SingleOrDefaultAsync(cancel);
        var keys = metrics.Count == 0
            ? []
            : await db.MetricNames.Where(name => metrics.Contains(name.Name))
                .ToDictionaryAsync(name => name.Name, name => name.Id, StringComparer.Ordinal, cancel);
        return new MetricKeys(objective, keys);
    }
}
