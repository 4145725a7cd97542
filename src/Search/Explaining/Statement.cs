using System.Collections.Immutable;
using Experiments.Search.Spaces;

namespace Experiments.Search.Explaining;

/// <summary>A statement about a sweep.</summary>
/// <param name="Kind">What it is about.</param>
/// <param name="Parameters">The parameters that it is about; empty if it is about the sweep as a whole.</param>
/// <param name="Text">The statement, for a person.</param>
/// <param name="Evidence">What it follows from.</param>
public sealed record Statement(
    StatementKind Kind, ImmutableArray<string> Parameters, string Text, string Evidence)
{
    /// <summary>Returns the word for a kind in files and answers, in snake case.</summary>
    public static string WordOf(StatementKind kind) => kind switch
    {
        StatementKind.Matters => "matters",
        StatementKind.NoEffect => "no_effect",
        StatementKind.Interaction => "interaction",
        StatementKind.GoodRegion => "good_region",
        StatementKind.Edge => "edge",
        StatementKind.MoreTrials => "more_trials",
        StatementKind.Saved => "saved",
        StatementKind.StoppedGood => "stopped_good",
        _ => throw new ArgumentOutOfRangeException(nameof(kind)),
    };

    /// <summary>
    /// The probability that chance alone leads to this statement, or null if it is a count or an estimate, whose
    /// uncertainty is in its text.
    /// </summary>
    public double? Chance { get; init; }

    /// <summary>
    /// Whether it says something that one can act on and that is more than chance, rather than that nothing is known or
    /// what was counted.
    /// </summary>
    public bool IsFinding { get; init; }

    /// <summary>The share of the differences between trials that it explains, 0 to 1, or null.</summary>
    public double? Share { get; init; }

    /// <summary>The interval of 90 % of <see cref="Share"/>, or null.</summary>
    public (double Low, double High)? ShareInterval { get; init; }

    /// <summary>
    /// The good values of its parameter: those of a choice, or the lowest and the highest of a range. Empty if it is
    /// not about a good region.
    /// </summary>
    public ImmutableArray<ParameterValue> Good { get; init; } = [];

    /// <summary>
    /// The distribution of its parameter that it suggests: the good region, or a wider range. Null if it suggests none.
    /// </summary>
    public Distribution? Suggested { get; init; }
}
