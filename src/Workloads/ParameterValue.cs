using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json.Serialization;

namespace Experiments.Workloads;

/// <summary>
/// A value of a parameter. A closed set: text, whole number, real number, flag, list, null. <c>1</c> and <c>1.0</c> are
/// different values: the first is an <see cref="Integer"/>, the second a <see cref="Number"/>.
/// </summary>
[JsonConverter(typeof(ParameterValueJsonConverter))]
public abstract record ParameterValue
{
    private ParameterValue() { }

    /// <summary>Returns the whole or real number as a double, or null if the value is not a number.</summary>
    public double? ToReal() => this switch
    {
        Integer whole => whole.Value,
        Number real => real.Value,
        _ => null,
    };

    /// <summary>Text, such as the name of an optimizer.</summary>
    public sealed record Text(string Value) : ParameterValue
    {
        /// <inheritdoc/>
        public override string ToString() => Value;
    }

    /// <summary>A whole number.</summary>
    public sealed record Integer(long Value) : ParameterValue
    {
        /// <inheritdoc/>
        public override string ToString() => Value.ToString(CultureInfo.InvariantCulture);
    }

    /// <summary>A finite real number.</summary>
    public sealed record Number(double Value) : ParameterValue
    {
        /// <summary>
        /// Returns the shortest text that is read back as the same real number: <c>1.0</c>, not <c>1</c>.
        /// </summary>
        public override string ToString()
        {
            var text = Value.ToString("R", CultureInfo.InvariantCulture);
            return text.AsSpan().ContainsAny('.', 'E') ? text : text + ".0";
        }
    }

    /// <summary>True or false.</summary>
    public sealed record Flag(bool Value) : ParameterValue
    {
        /// <inheritdoc/>
        public override string ToString() => Value ? "true" : "false";
    }

    /// <summary>
    /// Null, such as Python's <c>None</c>: unlike a parameter that does not exist, it is passed to the workload.
    /// </summary>
    public sealed record Null : ParameterValue
    {
        /// <inheritdoc/>
        public override string ToString() => "null";
    }

    /// <summary>
    /// A list of values, such as the widths of several layers. Two lists are equal if their items are, in order.
    /// </summary>
    public sealed record List(ImmutableArray<ParameterValue> Items) : ParameterValue
    {
        /// <inheritdoc/>
        public bool Equals(List? other) => other is not null && Items.SequenceEqual(other.Items);

        /// <inheritdoc/>
        public override int GetHashCode() => Items.Aggregate(17, HashCode.Combine);

        /// <inheritdoc/>
        public override string ToString() => $"[{string.Join(", ", Items)}]";
    }
}
