using System.Collections.Immutable;
using Experiments.Storage.Queries;

namespace Experiments.Client.Output;

/// <summary>The columns of listings of curve points.</summary>
internal static class CurveColumns
{
    public static ImmutableArray<Column<CurvePoint>> All { get; } =
    [
        new("trial", point => point.Trial),
        new("metric", point => point.Metric),
        new("step", point => point.Step),
        new("at", point => point.At),
        new("value", point => point.Value),
    ];
}
