using System.Collections.Immutable;
using Experiments.SweepFiles.Writing;

namespace Experiments.Client.Output;

/// <summary>The named values of one column: an object in JSON, one column each in CSV.</summary>
internal sealed record Fields(ImmutableArray<KeyValuePair<string, object?>> Items)
{
    public static Fields From(Assignment assignment) =>
        new([.. assignment.Select(pair => KeyValuePair.Create(pair.Key, (object?)pair.Value))]);

    public static Fields From(IReadOnlyDictionary<string, double> metrics) =>
        new([.. metrics.OrderBy(metric => metric.Key, StringComparer.Ordinal)
            .Select(metric => KeyValuePair.Create(metric.Key, (object?)metric.Value))]);

    /// <summary>Returns the keys of a sweep file, and those of the mappings within.</summary>
    public static Fields From(Mapping mapping) =>
        new([.. mapping.Items.Select(item => item.Value is Mapping inner
            ? KeyValuePair.Create(item.Key, (object?)From(inner))
            : item)]);

    /// <summary>Returns <c>name=value</c> pairs, separated by spaces.</summary>
    public string ToShortText() => string.Join(' ', Items.Select(item => $"{item.Key}={ShortText.Format(item.Value)}"));
}
