using Experiments.Training.Programs.Output;

namespace Experiments.Training.Programs.Mlflow;

/// <summary>
/// The run that an attempt is to clients of MLflow: what they have logged, and the lines by which its metrics are
/// reported. Not thread-safe.
/// </summary>
/// <param name="id">The id of the run.</param>
/// <param name="sweep">The id of the sweep, the experiment's name.</param>
/// <param name="given">The trial's parameters by name, which a program may log in a notation of its own.</param>
internal sealed class MlflowRun(string id, string sweep, IEnumerable<KeyValuePair<string, string>> given)
{
    /// <summary>The maximum number of values of which the history is remembered.</summary>
    private const int MostRemembered = 100_000;

    /// <summary>The maximum number of characters of parameters, tags and names of metrics.</summary>
    private const int MostHeld = 8 << 20;

    private readonly Dictionary<string, List<MlflowMetric>> _history = [];
    private readonly HashSet<string> _given = [.. given.Select(pair => pair.Key)];
    private int _remembered;
    private long _held;

    public string Id { get; } = id;

    public string Sweep { get; } = sweep;

    public string Name { get; set; } = id;

    public string Status { get; set; } = "RUNNING";

    public long? EndTime { get; set; }

    /// <summary>The parameters, as texts: the trial's, and those that were logged.</summary>
    public SortedDictionary<string, string> Parameters { get; } =
        new(new Dictionary<string, string>(given), StringComparer.Ordinal);

    public SortedDictionary<string, string> Tags { get; } = new(StringComparer.Ordinal);

    /// <summary>The newest value of each metric.</summary>
    public IEnumerable<MlflowMetric> Latest => _history.Values.Select(values => values[^1]);

    /// <summary>Returns the values of a metric in the order in which they were logged.</summary>
    public IReadOnlyList<MlflowMetric> HistoryOf(string metric) => _history.GetValueOrDefault(metric) ?? [];

    /// <summary>Keeps a parameter.</summary>
    /// <exception cref="MlflowException">It has another value already.</exception>
    public void SetParameter(string name, string value)
    {
        if (!_given.Contains(name) && Parameters.TryGetValue(name, out var before) && before != value)
            throw MlflowException.Invalid(
                $"the parameter '{name}' was logged as '{before}' and cannot become '{value}': log another name");
        if (_given.Contains(name)) return;
        Hold(name, value, Parameters.GetValueOrDefault(name));
        Parameters[name] = value;
    }

    /// <summary>Keeps a tag.</summary>
    /// <exception cref="MlflowException">The run has too many.</exception>
    public void SetTag(string name, string value)
    {
        Hold(name, value, Tags.GetValueOrDefault(name));
        Tags[name] = value;
    }

    /// <summary>
    /// Keeps values, and returns the lines that report them, each for one step. A client that gives no step sends 0:
    /// further values of the same metric at 0 are counted.
    /// </summary>
    public IReadOnlyList<string> Log(IEnumerable<MlflowMetric> metrics) =>
        ReportLine.Of(metrics.Select(metric => (metric.Key, Keep(metric), metric.Value)).ToList());

    private void Hold(string name, string value, string? before)
    {
        var more = value.Length - (before?.Length ?? -name.Length);
        if (_held + more > MostHeld)
            throw MlflowException.Invalid(
                $"the parameters, tags and names of a run have at most {MostHeld >> 20} million characters; log files "
                + "instead");
        _held += more;
    }

    private long Keep(MlflowMetric metric)
    {
        if (!_history.TryGetValue(metric.Key, out var values))
        {
            Hold(metric.Key, "", before: null);
            _history[metric.Key] = values = [];
        }

        var step = metric.Step > 0 ? metric.Step : values.Count;
        if (_remembered < MostRemembered || values.Count == 0)
        {
            _remembered++;
            values.Add(metric);
        }
        else
        {
            values[^1] = metric;
        }

        return step;
    }
}
