using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using Experiments.Contracts.Sweeps;

namespace Experiments.SweepFiles;

/// <summary>What came of reading a sweep file: a valid sweep, or everything that is wrong with it.</summary>
public sealed record SweepFileResult
{
    internal SweepFileResult(
        SweepSpec? spec, ImmutableArray<SweepFileError> errors, ImmutableArray<SweepFileError> warnings) =>
        (Spec, Errors, Warnings) = (spec, errors, warnings);

    /// <summary>The sweep; null exactly where there are errors.</summary>
    public SweepSpec? Spec { get; }

    /// <summary>All errors, in the order of the file. Empty exactly where there is a sweep.</summary>
    public ImmutableArray<SweepFileError> Errors { get; }

    /// <summary>What is allowed and hardly meant, in the order of the file, whether or not there is a sweep.</summary>
    public ImmutableArray<SweepFileError> Warnings { get; }

    /// <summary>
    /// That this machine lacks the file that trials run, and where it was looked for; null: it is here, or nothing in the sweep
    /// file names one. It need only be where trials run.
    /// </summary>
    public SweepFileError? Missing { get; init; }

    /// <summary>Whether there is a sweep.</summary>
    [MemberNotNullWhen(true, nameof(Spec))]
    public bool IsValid => Spec is not null;
}
