using System.Collections;
using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization;

namespace Experiments.Search.Spaces;

/// <summary>
/// One value for each parameter that exists in it, in the order of the space. Equal when the same names have the same
/// values, in whatever order.
/// </summary>
[JsonConverter(typeof(AssignmentJsonConverter))]
public sealed class Assignment : IReadOnlyCollection<KeyValuePair<string, ParameterValue>>, IEquatable<Assignment>
{
    private readonly OrderedDictionary<string, ParameterValue> _values;

    /// <param name="values">Names and values. A name given twice is an <see cref="ArgumentException"/>.</param>
    public Assignment(IEnumerable<KeyValuePair<string, ParameterValue>> values) => _values = new(values);

    /// <summary>The assignment of a space without parameters.</summary>
    public static Assignment Empty { get; } = new([]);

    /// <inheritdoc/>
    public int Count => _values.Count;

    /// <summary>The value of <paramref name="name"/>, if that parameter exists here.</summary>
    public bool TryGet(string name, [NotNullWhen(true)] out ParameterValue? value) => _values.TryGetValue(name, out value);

    /// <inheritdoc/>
    public bool Equals(Assignment? other) =>
        other is not null && other.Count == Count &&
        _values.All(pair => other.TryGet(pair.Key, out var value) && value == pair.Value);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as Assignment);

    /// <inheritdoc/>
    public override int GetHashCode() =>
        _values.Aggregate(0, (hash, pair) => hash ^ HashCode.Combine(pair.Key, pair.Value));

    /// <summary><c>name=value</c> pairs with a space between them.</summary>
    public override string ToString() => string.Join(' ', _values.Select(pair => $"{pair.Key}={pair.Value}"));

    /// <inheritdoc/>
    public IEnumerator<KeyValuePair<string, ParameterValue>> GetEnumerator() => _values.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
