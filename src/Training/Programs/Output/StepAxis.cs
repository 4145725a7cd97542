using System.Globalization;

namespace Experiments.Training.Programs.Output;

/// <summary>
/// Gives each report its step. Steps that a program names are those, unless they are fractions, which are counted; a line
/// without one belongs to the current step until it repeats a metric of it. No report takes the place of another of the same
/// attempt, but of one of the same step just before: a program that counts from its beginning again goes on after its last step.
/// </summary>
/// <param name="step">The last step of the checkpoint that the program goes on from; 0: it begins at the start.</param>
/// <param name="notices">Told of what a person would not expect.</param>
internal sealed class StepAxis(long step, Notices notices)
{
    /// <summary>Points that are remembered: a second phase begins where the first did, so that the first of them suffice.</summary>
    private const int MostRemembered = 50_000;

    private readonly Dictionary<(string Name, long Step), double> _reported = [];
    private readonly HashSet<string> _ofStep = [];
    private readonly HashSet<string> _counted = [];
    private readonly Dictionary<string, double> _farthest = [];
    private KeyValuePair<string, double>? _at;

    /// <summary>What an attempt that goes on from a checkpoint named first, until it begins again.</summary>
    private KeyValuePair<string, double>? _first;
    private bool _awaitsFirst = step > 0;
    private long _offset;
    private bool _named;

    /// <summary>The step of the last report.</summary>
    public long Step { get; private set; } = step;

    /// <summary>The highest step of any report.</summary>
    public long Highest { get; private set; } = step;

    /// <summary>Whether nothing was reported of this step yet.</summary>
    public bool IsNew => _ofStep.Count == 0;

    /// <summary>What an attempt that goes on from here must know: <see cref="Resume"/> takes it.</summary>
    public string State
    {
        get
        {
            if (_offset == 0 && _counted.Count == 0) return "";
            return string.Create(CultureInfo.InvariantCulture, $"{_offset} {string.Join(',', _counted)} {_at?.Key}={_at?.Value:R}");
        }
    }

    /// <summary>Goes on as an attempt before this one left it.</summary>
    public void Resume(string state)
    {
        if (state.Split(' ') is not [var offset, var counted, var at]) return;
        _offset = long.Parse(offset, CultureInfo.InvariantCulture);
        _counted.UnionWith(counted.Split(',', StringSplitOptions.RemoveEmptyEntries));
        if (at.Split('=') is [{ Length: > 0 } name, var value]) _at = new(name, double.Parse(value, CultureInfo.InvariantCulture));
    }

    /// <summary>Whether steps are counted that a program names so, since they are fractions.</summary>
    public bool IsCounted(string name) => _counted.Contains(name);

    /// <summary>Moves to the step of a line.</summary>
    public void Move(MetricLine line)
    {
        var next = line.Axis is { } axis ? Named(axis) : Unnamed(line);
        // The step may have stood on a line of its own.
        var named = line.Axis ?? (IsNew && _named ? _at : null);
        if ((next != Step || IsNew) && (named is { } here ? HasGoneBack(here, next, line) : IsTaken(next, line)))
        {
            if (named is { } again)
            {
                notices.Tell(
                    "phase", string.Create(CultureInfo.InvariantCulture,
                        $"'{again.Key}' has gone back from {Highest - _offset} to {again.Value}: what follows is kept as steps {Highest + 1} and on"));
                _offset += Highest + 1 - next;
                _farthest[again.Key] = again.Value;
                _first = null;
            }

            next = Highest + 1;
        }

        _named = line.Axis is not null || (_named && next == Step);
        _at = line.Axis ?? _at;
        if (line.Axis is { } at)
        {
            _farthest[at.Key] = Math.Max(at.Value, _farthest.GetValueOrDefault(at.Key, at.Value));
            if (_awaitsFirst) (_first, _awaitsFirst) = (at, false);
        }

        if (next == Step) return;
        Step = next;
        Highest = Math.Max(Highest, next);
        _ofStep.Clear();
    }

    /// <summary>Remembers that a metric was reported at this step.</summary>
    public void Reported(string name, double value)
    {
        _ofStep.Add(name);
        if (_reported.Count < MostRemembered || _reported.ContainsKey((name, Step))) _reported[(name, Step)] = value;
    }

    private long Named(KeyValuePair<string, double> axis)
    {
        if (!double.IsInteger(axis.Value) && _counted.Add(axis.Key))
            notices.Tell(
                "fraction", string.Create(CultureInfo.InvariantCulture,
                    $"'{axis.Key}' is {axis.Value}, no whole number: steps count its values from here on, and '{axis.Key}' is kept as a metric"));
        if (!IsCounted(axis.Key)) return _offset + (long)axis.Value;
        return axis.Equals(_at) ? Step : Highest + 1;
    }

    private long Unnamed(MetricLine line) =>
        (_ofStep.Count == 0 && !_named) || line.Metrics.Any(metric => _ofStep.Contains(metric.Key)) ? Step + 1 : Step;

    /// <summary>
    /// Whether a program counts from its beginning again. Of what an attempt before this one reported nothing is remembered; there,
    /// it is who begins with less than it went on with.
    /// </summary>
    private bool HasGoneBack(KeyValuePair<string, double> axis, long next, MetricLine line) =>
        (axis.Value < _farthest.GetValueOrDefault(axis.Key, axis.Value) && IsTaken(next, line))
        || (_first is { } first && axis.Key == first.Key && axis.Value < first.Value && axis.Value <= 1 && !IsCounted(axis.Key));

    private bool IsTaken(long next, MetricLine line) =>
        line.Metrics.Any(metric => _reported.TryGetValue((metric.Key, next), out var before) && !before.Equals(metric.Value));
}
