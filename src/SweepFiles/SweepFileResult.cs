using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using Experiments.Contracts.Sweeps;

namespace Experiments.SweepFiles;

/// <summary>The result of reading a sweep file: a valid sweep, or all errors.</summary>
public sealed record SweepFileResult
{
    internal SweepFileResult(
        SweepSpec? spec, ImmutableArray<SweepFileError> errors, ImmutableArray<SweepFileError> warnings) =>
        (Spec, Errors, Warnings) = (spec, errors, warnings);

    /// <summary>The sweep, or null if and only if there are errors.</summary>
    public SweepSpec? Spec { get; }

    /// <summary>All errors, in the order of the file. Empty if and only if there is a sweep.</summary>
    public ImmutableArray<SweepFileError> Errors { get; }

    /// <summary>All warnings, in the order of the file, whether or not there is a sweep.</summary>
    public ImmutableArray<SweepFileError> Warnings { get; }

    /// <summary>
    /// The message that this machine lacks the file that trials run, and where it was looked for, or null if the file
    /// is here or the sweep file names none. Only the nodes that run trials need the file.
    /// </summary>
    public SweepFileError? Missing { get; init; }

    /// <summary>Whether there is a sweep.</summary>
    [MemberNotNullWhen(true, nameof(Spec))]
    public bool IsValid => Spec is not null;
}
