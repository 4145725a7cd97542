using System.Linq.Expressions;
using Experiments.Storage.Ingest;
using Experiments.Storage.Model;

namespace Experiments.Storage.Queries;

/// <summary>The last point of a packed curve, in the form of a row of the metrics. Nothing is unpacked.</summary>
internal static class LastPoint
{
    /// <summary>The step.</summary>
    public static Expression<Func<PackedCurve, long?>> Step { get; } = curve =>
        curve.Steps != null
            ? curve.Steps[curve.Points - 1]
            : curve.FirstStep + ((curve.Points - 1) * (curve.Stride ?? 0));

    /// <summary>The value, or null if it is not finite.</summary>
    public static Expression<Func<PackedCurve, double?>> Value { get; } = curve =>
        curve.Last >= double.MinValue && curve.Last <= double.MaxValue ? curve.Last : null;

    /// <summary>Whether the value is finite, or which of the others it is; see <see cref="MetricValue"/>.</summary>
    public static Expression<Func<PackedCurve, short?>> Kind { get; } = curve =>
        curve.Last < double.MinValue ? MetricValue.NegativeInfinity
        : curve.Last <= double.MaxValue ? MetricValue.Finite
        : curve.Last == double.PositiveInfinity ? MetricValue.PositiveInfinity
        : MetricValue.NaN;
}
