using Experiments.Storage.Queries;

namespace Experiments.Web.Curves;

/// <summary>The values of a metric that a trial has reported. The arrays have equal lengths.</summary>
/// <param name="Trial">The number of the trial.</param>
/// <param name="Points">The number of points that the trial has reported; the arrays may contain fewer of them.</param>
/// <param name="Steps">The steps, in ascending order.</param>
/// <param name="Values">The values.</param>
/// <param name="Times">The times of the measurements in milliseconds since 1970 (UTC), by the node's clock.</param>
internal sealed record CurveAnswer(
    int Trial, int Points, IReadOnlyList<long> Steps, IReadOnlyList<double> Values, IReadOnlyList<long> Times)
{
    /// <summary>Creates the answer.</summary>
    /// <param name="trial">The number of the trial.</param>
    /// <param name="curve">Its points in the order of their steps.</param>
    /// <param name="most">The maximum number of points.</param>
    public static CurveAnswer Of(int trial, IReadOnlyList<CurvePoint> curve, int most)
    {
        CurvePoint[] chosen =
        [
            .. Thinning.Choose(
                [.. curve.Select(point => point.Step)], [.. curve.Select(point => point.Value)], most)
                .Select(position => curve[position]),
        ];
        return new(
            trial, curve.Count, [.. chosen.Select(point => point.Step)], [.. chosen.Select(point => point.Value)],
            [.. chosen.Select(point => point.At.ToUnixTimeMilliseconds())]);
    }
}
