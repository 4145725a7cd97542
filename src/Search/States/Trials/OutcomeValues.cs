using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace Experiments.Search.States.Trials;

/// <summary>
/// The values of the metrics in <see cref="Specs.SearchSpec.OutcomeMetrics"/>, in that order; null for a metric that
/// the trial has not reported. Equal if all values are.
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
