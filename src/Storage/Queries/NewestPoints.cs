using System.Linq.Expressions;
using Experiments.Contracts.Sweeps;
using Experiments.Storage.Model;

namespace Experiments.Storage.Queries;

/// <summary>Conditions on the newest point of a metric, of which nothing else is read.</summary>
/// <param name="db">The database.</param>
/// <param name="sweepKey">The sweep of the trials.</param>
/// <param name="arePacked">Whether the curves of the trials are packed. If so, the last point is found in the packed
/// curve, in the same way for one trial and for all at once.</param>
internal sealed class NewestPoints(ExperimentsDb db, int sweepKey, bool arePacked)
{
    /// <summary>
    /// Returns the condition that the trial has a point of the metric, and that its newest value, which is null if it
    /// is not finite, passes a test.
    /// </summary>
    public Expression<Func<TrialRow, bool>> Value(int metric, Expression<Func<double?, bool>> test)
    {
        Expression<Func<MetricRow, double?>> value = point => point.Value;
        Expression<Func<PackedCurve, double?>> last = curve => curve.Last;
        Expression<Func<PackedCurve, bool>> isFinite = curve =>
            curve.Last >= double.MinValue && curve.Last <= double.MaxValue;
        return Point(metric, value.Then(test), isFinite.And(last.Then(test)));
    }

    /// <summary>
    /// Returns the condition that the trial has a point of the metric, and that its newest step passes a test.
    /// </summary>
    public Expression<Func<TrialRow, bool>> Step(int metric, Expression<Func<double?, bool>> test)
    {
        Expression<Func<MetricRow, double?>> step = point => point.Step;
        return Point(metric, step.Then(test), LastPoint.Step.Then(last => (double?)last).Then(test));
    }

    private Expression<Func<TrialRow, bool>> Point(
        int metric, Expression<Func<MetricRow, bool>> pointTest, Expression<Func<PackedCurve, bool>> packedTest)
    {
        if (!arePacked)
        {
            // The newest point is found before it is tested.
            return row => db.Metrics
                .Where(point => point.TrialId == row.Trial.Id && point.MetricId == metric)
                .OrderByDescending(point => point.Step).Take(1).Any(pointTest);
        }

        // PostgreSQL may read the curves of the whole sweep instead, and no others, from the index of last values.
        var (first, end) = (new TrialId(sweepKey, 0).Value, new TrialId(sweepKey, int.MaxValue).Value);
        return row => db.Set<PackedCurve>()
            .Where(curve => curve.TrialId == row.Trial.Id && curve.MetricId == metric
                && curve.TrialId >= first && curve.TrialId <= end)
            .Any(packedTest);
    }
}
