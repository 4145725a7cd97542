using Experiments.Client.Output;

namespace Experiments.Client.Comparing;

/// <summary>Compares the named values of two trials or sweeps.</summary>
internal static class Comparison
{
    /// <summary>
    /// Returns the values that differ, or all, in the order of the first; those that only the second has come last.
    /// </summary>
    public static IReadOnlyList<Difference> Compare(
        IEnumerable<KeyValuePair<string, object?>> first, IEnumerable<KeyValuePair<string, object?>> second, bool all)
    {
        var values = new OrderedDictionary<string, Difference>();
        foreach (var (name, value) in first) values[name] = new(name, value, null);
        foreach (var (name, value) in second)
            values[name] = values.TryGetValue(name, out var found)
                ? found with { Second = value }
                : new(name, null, value);
        return
        [
            .. values.Values.Where(each => all || FullText.Format(each.First) != FullText.Format(each.Second)),
        ];
    }

    /// <summary>
    /// Returns the values that a row has in columns. The fields of a column are values of their own, after its name.
    /// </summary>
    public static IEnumerable<KeyValuePair<string, object?>> Values<T>(IEnumerable<Column<T>> columns, T row) =>
        columns.SelectMany(column => column.Value(row) switch
        {
            null => [],
            Fields fields => fields.Items.Select(item => KeyValuePair.Create($"{column.Name}.{item.Key}", item.Value)),
            var value => [KeyValuePair.Create(column.Name, (object?)value)],
        });
}
