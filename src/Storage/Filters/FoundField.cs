using System.Diagnostics.CodeAnalysis;

namespace Experiments.Storage.Filters;

/// <summary>What a name denotes in a sweep.</summary>
public sealed record FoundField
{
    /// <summary>The value that the name denotes, or null if nothing has the name.</summary>
    public TrialField? Field { get; private init; }

    /// <summary>The reason why there is no <see cref="Field"/>, and what may be meant; otherwise null.</summary>
    public string? Problem { get; private init; }

    /// <summary>Whether something has the name.</summary>
    [MemberNotNullWhen(true, nameof(Field))]
    [MemberNotNullWhen(false, nameof(Problem))]
    public bool IsFound => Field is not null;

    /// <summary>Creates the result for a name that denotes a value.</summary>
    public static FoundField Of(TrialField field) => new() { Field = field };

    /// <summary>Creates the result for a name that denotes nothing.</summary>
    public static FoundField Unknown(string problem) => new() { Problem = problem };
}
