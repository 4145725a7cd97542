using Experiments.Search.Specs;

namespace Experiments.SweepFiles.Writing;

/// <summary>Describes the limits of a search as a sweep file does: by what they limit.</summary>
public static class ConstraintMapping
{
    /// <summary>Returns the limits of metrics and of sums, or null if there are none.</summary>
    public static Mapping? Of(SearchSpec search)
    {
        KeyValuePair<string, object?>[] limits =
        [
            .. (search.Constraints ?? []).Select(
                limit => KeyValuePair.Create(limit.Metric, (object?)Bounds(limit.Min, limit.Max))),
            .. (search.Space.Sums ?? []).Select(
                sum => KeyValuePair.Create(sum.Text, (object?)Bounds(sum.Min, sum.Max))),
        ];
        return limits.Length == 0 ? null : new([.. limits]);
    }

    private static Mapping Bounds(double? min, double? max) => new(
    [
        .. min is { } least ? [KeyValuePair.Create("min", (object?)least)] : (KeyValuePair<string, object?>[])[],
        .. max is { } most ? [KeyValuePair.Create("max", (object?)most)] : (KeyValuePair<string, object?>[])[],
    ]);
}
