using Experiments.Search.Numerics;
using Experiments.Search.States.Trials;

namespace Experiments.Search.Simulation;

/// <summary>
/// The curves of recorded trials, by the trials' places in a list. Beyond the end of a curve that is not whole, values
/// are predicted from the trials that trained to their end: by the straight line through their values at the end of
/// this curve and at the step in question, and as far from it as these trials are. How far is one draw for each trial,
/// so that another seed is another possible continuation of all curves.
/// </summary>
internal sealed class RecordedCurves : ILearningCurve
{
    private readonly IReadOnlyList<RecordedTrial> _trials;
    private readonly RecordedPoints[] _points;
    private readonly Dictionary<(int From, int To), FittedLine?> _lines;
    private readonly double[] _luck;
    private readonly int _usual;

    /// <param name="trials">The trials.</param>
    /// <param name="points">Their points, in the unit of rungs.</param>
    /// <param name="lines">What was fitted before, by the steps from and to which it predicts.</param>
    /// <param name="luck">The seed of the continuations.</param>
    public RecordedCurves(
        IReadOnlyList<RecordedTrial> trials, RecordedPoints[] points,
        Dictionary<(int From, int To), FittedLine?> lines, int luck)
    {
        (_trials, _points, _lines) = (trials, points, lines);
        _usual = points.Where((each, at) => each.IsWhole && trials[at].HasCompleted).Select(each => each.Last)
            .DefaultIfEmpty(points.Max(each => each.Last)).Max();
        var chance = new Random(luck);
        _luck =
        [
            .. trials.Select(_ => NormalQuantile.Evaluate(Math.Clamp(chance.NextDouble(), 1e-9, 1 - 1e-9))),
        ];
    }

    public int Steps(Assignment assignment) => throw Unnumbered();

    public double At(Assignment assignment, int step) => throw Unnumbered();

    public double SecondsPerStep(Assignment assignment) => throw Unnumbered();

    /// <summary>Returns the steps of the recorded curve if it is whole, otherwise those of its budget.</summary>
    public int Steps(Assignment assignment, int trial) => _points[trial] is { IsWhole: true } whole
        ? Math.Max(1, whole.Last)
        : Math.Max(Math.Max(1, _points[trial].Last), _points[trial].Budget ?? _usual);

    public double SecondsPerStep(Assignment assignment, int trial) =>
        _trials[trial] is { Seconds: > 0 } timed && _points[trial].Last > 0
            ? timed.Seconds / _points[trial].Last
            : 1;

    public double At(Assignment assignment, int step, int trial)
    {
        var points = _points[trial];
        if (points.IsWhole && step >= points.Last)
            return _trials[trial].HasCompleted ? _trials[trial].Objective!.Value : double.NaN;
        if (step <= points.Last) return points.At(step);
        return Predicted(trial, step);
    }

    public double? BestAt(Assignment assignment, int step, int trial) => _points[trial].BestAt(step);

    private double Predicted(int trial, int step)
    {
        var (from, last) = (_points[trial].Last, _points[trial].LastValue);
        if (!double.IsFinite(last)) return last;
        if (!_lines.TryGetValue((from, step), out var line))
        {
            _lines[(from, step)] = line = FittedLine.Through(
            [
                .. _points.Where((points, at) => points.IsWhole && _trials[at].HasCompleted && points.Last > from)
                    .Select(points => (points.At(from), points.At(Math.Min(step, points.Last))))
                    .Where(point => double.IsFinite(point.Item1) && double.IsFinite(point.Item2)),
            ]);
        }
        return line is null ? last : line.At(last) + _luck[trial] * line.ErrorAt(last);
    }

    private static NotSupportedException Unnumbered() => new("Recorded curves belong to trials.");
}
