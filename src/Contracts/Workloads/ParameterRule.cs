using System.Collections.Immutable;

namespace Experiments.Contracts.Workloads;

/// <summary>What values a workload takes for one of its parameters. A closed set.</summary>
public abstract record ParameterRule
{
    private ParameterRule() { }

    /// <summary>One of these words.</summary>
    public sealed record OneOf(ImmutableArray<string> Words) : ParameterRule;

    /// <summary>One of these words, or a list of some.</summary>
    public sealed record SomeOf(ImmutableArray<string> Words) : ParameterRule;

    /// <summary>A real or whole number within bounds, of which the lower may be excluded.</summary>
    public sealed record Real(double Min, double Max, bool MinExcluded = false, bool MaxExcluded = false) : ParameterRule;

    /// <summary>A whole number within bounds, both included.</summary>
    public sealed record Whole(long Min, long Max) : ParameterRule;

    /// <summary>A whole number within bounds, or a list of up to MaxItems such numbers.</summary>
    public sealed record Widths(long Min, long Max, int MaxItems) : ParameterRule;

    /// <summary>True or false.</summary>
    public sealed record YesNo : ParameterRule;
}
