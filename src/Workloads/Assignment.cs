using System.Collections;
using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization;

namespace Experiments.Workloads;

/// <summary>
/// One value for each parameter that exists in it, in the order of the space. Equal when the same names have the same
/// values, in whatever order.
/// </summary>
[JsonConverter(typeof(AssignmentJsonConverter))]
public sealed class Assignment : IReadOnlyCollection<KeyValuePair<string, ParameterValue>>, IEquatable<Assignment>
{
    // A sweep remembers one for each of very many trials, of few values each: looking through them is all that is needed.
    private readonly ImmutableArray<KeyValuePair<string, ParameterValue>> _values;

    /// <param name="values">Names and values.</param>
    /// <exception cref="ArgumentException">A name is given twice.</exception>
    public Assignment(IEnumerable<KeyValuePair<string, ParameterValue>> values)
    {
        _values = [.. values];
        for (var i = 1; i < _values.Length; i++)
            if (IndexOf(_values[i].Key) < i) throw new ArgumentException($"'{_values[i].Key}' is given twice.", nameof(values));
    }

    /// <summary>The assignment of a space without parameters.</summary>
    public static Assignment Empty { get; } = new([]);

    /// <inheritdoc/>
    public int Count => _values.Length;

    /// <summary>The value of <paramref name="name"/>, if that parameter exists here.</summary>
    public bool TryGet(string name, [NotNullWhen(true)] out ParameterValue? value)
    {
        var index = IndexOf(name);
        value = index < 0 ? null : _values[index].Value;
        return value is not null;
    }

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
    public IEnumerator<KeyValuePair<string, ParameterValue>> GetEnumerator() => _values.AsEnumerable().GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private int IndexOf(string name)
    {
        for (var i = 0; i < _values.Length; i++)
            if (_values[i].Key == name) return i;
        return -1;
    }
}
