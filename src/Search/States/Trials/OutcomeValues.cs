using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace Experiments.Search.States.Trials;

/// <summary>
/// The values of the metrics that have a limit, in the order of <see cref="Specs.SearchSpec.Constraints"/>; null for a
/// metric that the trial has not reported. Equal if all values are.
/// </summary>
[JsonConverter(typeof(OutcomeValuesJsonConverter))]
public sealed record OutcomeValues(ImmutableArray<double?> Items)
{
    /// <inheritdoc/>
    public bool Equals(OutcomeValues? other) =>
        other is not null && Items.AsSpan().SequenceEqual(other.Items.AsSpan());

    /// <inheritdoc/>
    public override int GetHashCode() => Items.Aggregate(17, HashCode.Combine);

    /// <inheritdoc/>
    public override string ToString() => $"[{string.Join(", ", Items.Select(value => $"{value?.ToString() ?? "?"}"))}]";
}
