using System.Collections.Immutable;
using Experiments.Search.Specs;
using Experiments.Search.States;
using Experiments.Search.States.Trials;

namespace Experiments.Search.Simulation;

/// <summary>The points of a recorded curve, in the unit in which rungs are counted.</summary>
internal sealed class RecordedPoints
{
    private readonly ImmutableArray<(int Step, double Value)> _points;
    private readonly ImmutableArray<double> _best;
    private readonly bool _inReports;

    /// <param name="trial">The trial.</param>
    /// <param name="goal">Which values are better.</param>
    /// <param name="inReports">Whether rungs count reports of finite values, and not steps.</param>
    /// <param name="atBest">Whether the best value so far is compared, and not the last one.</param>
    /// <param name="endedOnPlateau">Whether trials that completed may have ended because they improved no more.</param>
    public RecordedPoints(RecordedTrial trial, Goal goal, bool inReports, bool atBest, bool endedOnPlateau)
    {
        _inReports = inReports;
        var counted = inReports
            ? trial.Curve.Where(point => double.IsFinite(point.Value))
                .Select((point, index) => (Step: index + 1, point.Value)).ToImmutableArray()
            : trial.Curve;
        var best = ImmutableArray.CreateBuilder<double>(counted.Length);
        foreach (var (_, value) in counted)
            best.Add(best.Count > 0 && !goal.IsBetter(value, best[^1]) ? best[^1] : value);
        _best = best.ToImmutable();
        _points = atBest ? [.. counted.Select((point, at) => (point.Step, _best[at]))] : counted;
        Last = _points.IsEmpty ? 0 : _points[^1].Step;
        Budget = inReports ? null : trial.Budget;
        IsWhole = trial.Status == TrialStatus.Failed
            || (trial.HasCompleted && (!endedOnPlateau || (trial.Budget is { } budget && trial.Trained >= budget)));
    }

    /// <summary>The last step.</summary>
    public int Last { get; }

    /// <summary>The value there, or NaN.</summary>
    public double LastValue => _points.IsEmpty ? double.NaN : _points[^1].Value;

    /// <summary>The steps of the whole budget, or null if they are not known.</summary>
    public int? Budget { get; }

    /// <summary>Whether the curve has all that the trial would have reported.</summary>
    public bool IsWhole { get; }

    /// <summary>
    /// Returns the value of the first report at this step or after it: that with which a rung is reached.
    /// </summary>
    public double At(int step) => IndexOf(step) is >= 0 and var index ? _points[index].Value : double.NaN;

    /// <summary>Returns the best value up to there if rungs count reports, as nodes say it; otherwise null.</summary>
    public double? BestAt(int step) =>
        _inReports && step <= Last && IndexOf(step) is >= 0 and var index ? _best[index] : null;

    private int IndexOf(int step)
    {
        var (low, high) = (0, _points.Length);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (_points[middle].Step < step) low = middle + 1;
            else high = middle;
        }
        return low < _points.Length ? low : -1;
    }
}
