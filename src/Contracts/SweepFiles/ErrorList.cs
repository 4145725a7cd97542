using Experiments.Contracts.SweepFiles.Yaml;

namespace Experiments.Contracts.SweepFiles;

/// <summary>Gathers the errors of one file.</summary>
internal sealed class ErrorList(string file)
{
    /// <summary>
    /// No more errors than this are gathered: nobody reads on, and each may cost a search for a near name.
    /// </summary>
    public const int Most = 1_000;

    private readonly List<SweepFileError> _errors = [];

    public bool Any => _errors.Count > 0;

    /// <exception cref="SweepFileRefusedException">There are <see cref="Most"/> already.</exception>
    public void Add(Position at, string message)
    {
        if (_errors.Count == Most)
            throw new SweepFileRefusedException(Position.WholeFile, $"has more than {Most} errors; some of them are:");
        _errors.Add(new(file, at.Line, at.Column, message));
    }

    /// <summary>Adds why reading ended here.</summary>
    public void Add(SweepFileRefusedException refusal) =>
        _errors.Add(new(file, refusal.At.Line, refusal.At.Column, refusal.Message));

    /// <summary>In the order of the file, each once: what an alias repeats is wrong in one place.</summary>
    public SweepFileResult ToResult() =>
        SweepFileResult.Invalid([.. _errors.Distinct().OrderBy(error => error.Line).ThenBy(error => error.Column)]);
}
