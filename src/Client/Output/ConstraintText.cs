using Experiments.Search.Specs;

namespace Experiments.Client.Output;

/// <summary>Shows the limits of a search as its file has them.</summary>
internal static class ConstraintText
{
    /// <summary>Returns the limits by what they limit, or null if there are none.</summary>
    public static Fields? Fields(SearchSpec search)
    {
        var limits = All(search).ToList();
        return limits.Count == 0 ? null : new([.. limits]);
    }

    /// <summary>Returns one line for each limit: <c>latency_ms: max 20</c>.</summary>
    public static string Lines(SearchSpec search) => string.Join('\n', All(search).Select(limit =>
        $"{limit.Key}: " + string.Join(
            ", ", ((Fields)limit.Value!).Items
                .Select(bound => $"{bound.Key} {ShortText.Format((double)bound.Value!)}"))));

    private static IEnumerable<KeyValuePair<string, object?>> All(SearchSpec search) =>
        (search.Constraints ?? []).Select(
            limit => KeyValuePair.Create(limit.Metric, (object?)Bounds(limit.Min, limit.Max)))
        .Concat((search.Space.Sums ?? []).Select(
            sum => KeyValuePair.Create(sum.Text, (object?)Bounds(sum.Min, sum.Max))));

    private static Fields Bounds(double? min, double? max) => new(
    [
        .. min is { } least ? [KeyValuePair.Create("min", (object?)least)] : (KeyValuePair<string, object?>[])[],
        .. max is { } most ? [KeyValuePair.Create("max", (object?)most)] : (KeyValuePair<string, object?>[])[],
    ]);
}
