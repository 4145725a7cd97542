using System.Collections.Immutable;

namespace Experiments.Workloads;

/// <summary>The values that a workload accepts for one of its parameters. A closed set.</summary>
public abstract record ParameterRule
{
    private ParameterRule() { }

    /// <summary>
    /// Whether the workload accepts this value. A real number without a fraction counts as a whole number.
    /// </summary>
    public abstract bool Allows(ParameterValue value);

    /// <summary>Returns the allowed values as the end of "needs …": <c>a number ≥ 0 and &lt; 1</c>.</summary>
    public abstract string Describe();

    private static bool IsAmong(ImmutableArray<string> words, ParameterValue value) =>
        value is ParameterValue.Text text && words.Contains(text.Value);

    /// <summary>One of these words.</summary>
    public sealed record OneOf(ImmutableArray<string> Words) : ParameterRule
    {
        /// <inheritdoc/>
        public override bool Allows(ParameterValue value) => IsAmong(Words, value);

        /// <inheritdoc/>
        public override string Describe() => "one of " + string.Join(", ", Words);
    }

    /// <summary>One of these words, or a list of several.</summary>
    public sealed record SomeOf(ImmutableArray<string> Words) : ParameterRule
    {
        /// <inheritdoc/>
        public override bool Allows(ParameterValue value) => value is ParameterValue.List list
            ? list.Items.Length >= 1 && list.Items.All(item => IsAmong(Words, item))
            : IsAmong(Words, value);

        /// <inheritdoc/>
        public override string Describe() => $"one of {string.Join(", ", Words)}, or a list of them";
    }

    /// <summary>A real or whole number within bounds, each of which may be excluded.</summary>
    public sealed record Real(double Min, double Max, bool MinExcluded = false, bool MaxExcluded = false)
        : ParameterRule
    {
        /// <inheritdoc/>
        public override bool Allows(ParameterValue value) =>
            value.ToReal() is { } real
            && (MinExcluded ? real > Min : real >= Min)
            && (MaxExcluded ? real < Max : real <= Max);

        /// <inheritdoc/>
        public override string Describe() =>
            $"a number {(MinExcluded ? ">" : "≥")} {Min} and {(MaxExcluded ? "<" : "≤")} {Max}";
    }

    /// <summary>A whole number within bounds, both included.</summary>
    public sealed record Whole(long Min, long Max) : ParameterRule
    {
        /// <inheritdoc/>
        public override bool Allows(ParameterValue value) =>
            value.ToReal() is { } real && double.IsInteger(real) && real >= Min && real <= Max;

        /// <inheritdoc/>
        public override string Describe() =>
            Max == long.MaxValue ? $"a whole number ≥ {Min}" : $"a whole number from {Min} to {Max}";
    }

    /// <summary>A whole number within bounds, or a list of up to MaxItems such numbers.</summary>
    public sealed record Widths(long Min, long Max, int MaxItems) : ParameterRule
    {
        private Whole Item => new(Min, Max);

        /// <inheritdoc/>
        public override bool Allows(ParameterValue value) => value is ParameterValue.List list
            ? list.Items.Length >= 1 && list.Items.Length <= MaxItems
                && list.Items.All(item => item is ParameterValue.Integer && Item.Allows(item))
            : Item.Allows(value);

        /// <inheritdoc/>
        public override string Describe() =>
            $"a whole number from {Min} to {Max}, or a list of up to {MaxItems} of them";
    }

    /// <summary>True or false.</summary>
    public sealed record YesNo : ParameterRule
    {
        /// <inheritdoc/>
        public override bool Allows(ParameterValue value) => value is ParameterValue.Flag;

        /// <inheritdoc/>
        public override string Describe() => "true or false";
    }
}
