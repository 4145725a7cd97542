using System.Collections.Immutable;
using Experiments.Contracts.Sweeps;
using Experiments.SweepFiles.Yaml;

namespace Experiments.SweepFiles;

/// <summary>Collects the errors and warnings of one file.</summary>
internal sealed class ErrorList(string file)
{
    /// <summary>
    /// The maximum number of errors that are collected. More would not help, and each may cost a search for a similar
    /// name.
    /// </summary>
    public const int Most = 1_000;

    private readonly List<SweepFileError> _errors = [];
    private readonly HashSet<SweepFileError> _warnings = [];
    private SweepFileError? _missing;

    public bool Any => Count > 0;

    public int Count => _errors.Count;

    /// <summary>Adds an error.</summary>
    /// <exception cref="SweepFileRefusedException">There are already <see cref="Most"/> errors.</exception>
    public void Add(Position at, string message)
    {
        if (_errors.Count == Most)
            throw new SweepFileRefusedException(Position.WholeFile, $"has more than {Most} errors; some of them are:");
        _errors.Add(new(file, at.Line, at.Column, message));
    }

    /// <summary>
    /// Adds a warning about something valid but probably not intended. Does nothing once there are <see cref="Most"/>.
    /// </summary>
    public void Warn(Position at, string message)
    {
        if (_warnings.Count < Most) _warnings.Add(new(file, at.Line, at.Column, message) { IsWarning = true });
    }

    /// <summary>
    /// Records that this machine lacks the file that trials run; see <see cref="SweepFileResult.Missing"/>.
    /// </summary>
    public void Lacks(Position at, string message) => _missing = new(file, at.Line, at.Column, message);

    /// <summary>Adds the error that ended the reading.</summary>
    public void Add(SweepFileRefusedException refusal) =>
        _errors.Add(new(file, refusal.At.Line, refusal.At.Column, refusal.Message));

    /// <summary>
    /// Returns the result, with the sweep unless there are errors. Messages are in the order of the file, each once: an
    /// error in a value that aliases repeat has one position.
    /// </summary>
    public SweepFileResult ToResult(SweepSpec? spec = null) =>
        new(Any ? null : spec, Ordered(_errors), Ordered(_warnings)) { Missing = _missing };

    private static ImmutableArray<SweepFileError> Ordered(IEnumerable<SweepFileError> found) =>
        [.. found.Distinct().OrderBy(error => error.Line).ThenBy(error => error.Column)];
}
