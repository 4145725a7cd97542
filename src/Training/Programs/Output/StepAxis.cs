using System.Globalization;

namespace Experiments.Training.Programs.Output;

/// <summary>
/// Assigns a step to each report. A step that a program names is used as it is, unless it is a fraction; fractions are
/// counted. A line without a step belongs to the current step until it repeats one of that step's metrics. Within an
/// attempt, a report replaces an earlier one only if that belongs to the current step. If a program starts counting
/// from the beginning again, its steps continue after its last one.
/// </summary>
/// <param name="step">
/// The last step of the checkpoint that the program resumes from, or 0 if it begins at the start.
/// </param>
/// <param name="notices">Receives notices about unexpected behavior.</param>
internal sealed class StepAxis(long step, Notices notices)
{
    /// <summary>
    /// The maximum number of points that are remembered. A second phase begins where the first one did, so the first
    /// points suffice.
    /// </summary>
    private const int MostRemembered = 50_000;

    private readonly Dictionary<(string Name, long Step), double> _reported = [];
    private readonly HashSet<string> _ofStep = [];
    private readonly HashSet<string> _counted = [];
    private readonly Dictionary<string, double> _farthest = [];
    private KeyValuePair<string, double>? _at;

    /// <summary>The first position that a resumed attempt named, until it starts counting again.</summary>
    private KeyValuePair<string, double>? _first;
    private bool _awaitsFirst = step > 0;
    private long _offset;
    private bool _named;

    /// <summary>The step of the last report.</summary>
    public long Step { get; private set; } = step;

    /// <summary>The highest step of any report.</summary>
    public long Highest { get; private set; } = step;

    /// <summary>Whether nothing has been reported for the current step yet.</summary>
    public bool IsNew => _ofStep.Count == 0;

    /// <summary>The state that an attempt needs to resume from here, see <see cref="Resume"/>.</summary>
    public string State
    {
        get
        {
            if (_offset == 0 && _counted.Count == 0) return "";
            return string.Create(
                CultureInfo.InvariantCulture, $"{_offset} {string.Join(',', _counted)} {_at?.Key}={_at?.Value:R}");
        }
    }

    /// <summary>Restores the state of an earlier attempt.</summary>
    public void Resume(string state)
    {
        if (state.Split(' ') is not [var offset, var counted, var at]) return;
        _offset = long.Parse(offset, CultureInfo.InvariantCulture);
        _counted.UnionWith(counted.Split(',', StringSplitOptions.RemoveEmptyEntries));
        if (at.Split('=') is [{ Length: > 0 } name, var value])
            _at = new(name, double.Parse(value, CultureInfo.InvariantCulture));
    }

    /// <summary>Whether the values of a name are counted as steps because they are fractions.</summary>
    public bool IsCounted(string name) => _counted.Contains(name);

    /// <summary>Moves to the step of a line.</summary>
    public void Move(MetricLine line)
    {
        var next = line.Axis is { } axis ? Named(axis) : Unnamed(line);
        // The step may have been printed on a line of its own.
        var named = line.Axis ?? (IsNew && _named ? _at : null);
        if ((next != Step || IsNew) && (named is { } here ? HasGoneBack(here, next, line) : IsTaken(next, line)))
        {
            if (named is { } again)
            {
                notices.Tell(
                    "phase", string.Create(CultureInfo.InvariantCulture,
                        $"'{again.Key}' has gone back from {Highest - _offset} to {again.Value}: what follows is kept "
                        + $"as steps {Highest + 1} and on"));
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

    /// <summary>Records that a metric was reported at the current step.</summary>
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
                    $"'{axis.Key}' is {axis.Value}, no whole number: steps count its values from here on, and "
                    + $"'{axis.Key}' is kept as a metric"));
        if (!IsCounted(axis.Key)) return _offset + (long)axis.Value;
        return axis.Equals(_at) ? Step : Highest + 1;
    }

    private long Unnamed(MetricLine line) =>
        (_ofStep.Count == 0 && !_named) || line.Metrics.Any(metric => _ofStep.Contains(metric.Key)) ? Step + 1 : Step;

    /// <summary>
    /// Whether a program has started counting from the beginning again. The reports of earlier attempts are not
    /// remembered; after resuming, a program has started again if it names a position of at most 1 that is lower than
    /// the first one it named.
    /// </summary>
    private bool HasGoneBack(KeyValuePair<string, double> axis, long next, MetricLine line) =>
        (axis.Value < _farthest.GetValueOrDefault(axis.Key, axis.Value) && IsTaken(next, line))
        || (_first is { } first && axis.Key == first.Key && axis.Value < first.Value && axis.Value <= 1
            && !IsCounted(axis.Key));

    private bool IsTaken(long next, MetricLine line) =>
        line.Metrics.Any(
            metric => _reported.TryGetValue((metric.Key, next), out var before) && !before.Equals(metric.Value));
}
