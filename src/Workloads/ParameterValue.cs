using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json.Serialization;

namespace Experiments.Workloads;

/// <summary>
/// A value that a parameter takes. A closed set: text, whole number, real number, flag, list, null.
/// <c>1</c> and <c>1.0</c> are different values: the first is an <see cref="Integer"/>, the second a <see cref="Number"/>.
/// </summary>
[JsonConverter(typeof(ParameterValueJsonConverter))]
public abstract record ParameterValue
{
    private ParameterValue() { }

    /// <summary>The number that it is, whole or real; null if it is not a number.</summary>
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
        /// The shortest text that reads back as the same number, and as a real one: <c>1.0</c>, not <c>1</c>.
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

    /// <summary>No value, such as Python's <c>None</c>: unlike a parameter that does not exist, it is passed on.</summary>
    public sealed record Null : ParameterValue
    {
        /// <inheritdoc/>
        public override string ToString() => "null";
    }

    /// <summary>A list of values, such as the widths of several layers. Equal when its items are, in order.</summary>
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
