using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using Experiments.Contracts.Sweeps;

namespace Experiments.Contracts.SweepFiles;

/// <summary>What came of reading a sweep file: a valid sweep, or everything that is wrong with it.</summary>
public sealed record SweepFileResult
{
    private SweepFileResult(SweepSpec? spec, ImmutableArray<SweepFileError> errors) => (Spec, Errors) = (spec, errors);

    /// <summary>The sweep; null exactly where there are errors.</summary>
    public SweepSpec? Spec { get; }

    /// <summary>All errors, in the order of the file. Empty exactly where there is a sweep.</summary>
    public ImmutableArray<SweepFileError> Errors { get; }

    /// <summary>Whether there is a sweep.</summary>
    [MemberNotNullWhen(true, nameof(Spec))]
    public bool IsValid => Spec is not null;

    internal static SweepFileResult Valid(SweepSpec spec) => new(spec, []);

    internal static SweepFileResult Invalid(ImmutableArray<SweepFileError> errors) => new(null, errors);
}
