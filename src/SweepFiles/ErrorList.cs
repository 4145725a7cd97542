using System.Collections.Immutable;
using Experiments.SweepFiles.Yaml;
using Experiments.Contracts.Sweeps;

namespace Experiments.SweepFiles;

/// <summary>Gathers the errors of one file, and its warnings.</summary>
internal sealed class ErrorList(string file)
{
    /// <summary>
    /// No more errors than this are gathered: nobody reads on, and each may cost a search for a near name.
    /// </summary>
    public const int Most = 1_000;

    private readonly List<SweepFileError> _errors = [];
    private readonly HashSet<SweepFileError> _warnings = [];
    private SweepFileError? _missing;

    public bool Any => _errors.Count > 0;

    /// <exception cref="SweepFileRefusedException">There are <see cref="Most"/> already.</exception>
    public void Add(Position at, string message)
    {
        if (_errors.Count == Most)
            throw new SweepFileRefusedException(Position.WholeFile, $"has more than {Most} errors; some of them are:");
        _errors.Add(new(file, at.Line, at.Column, message));
    }

    /// <summary>Adds what is allowed and hardly meant. Past <see cref="Most"/> of them, it is left out.</summary>
    public void Warn(Position at, string message)
    {
        if (_warnings.Count < Most) _warnings.Add(new(file, at.Line, at.Column, message) { IsWarning = true });
    }

    /// <summary>Says that this machine lacks what trials run; see <see cref="SweepFileResult.Missing"/>.</summary>
    public void Lacks(Position at, string message) => _missing = new(file, at.Line, at.Column, message);

    /// <summary>Adds why reading ended here.</summary>
    public void Add(SweepFileRefusedException refusal) =>
        _errors.Add(new(file, refusal.At.Line, refusal.At.Column, refusal.Message));

    /// <summary>
    /// The sweep, unless there are errors; all in the order of the file, each once: what an alias repeats is wrong in one place.
    /// </summary>
    public SweepFileResult ToResult(SweepSpec? spec = null) =>
        new(Any ? null : spec, Ordered(_errors), Ordered(_warnings)) { Missing = _missing };

    private static ImmutableArray<SweepFileError> Ordered(IEnumerable<SweepFileError> found) =>
        [.. found.Distinct().OrderBy(error => error.Line).ThenBy(error => error.Column)];
}
