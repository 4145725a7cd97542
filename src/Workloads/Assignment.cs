using System.Collections;
using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization;

namespace Experiments.Workloads;

/// <summary>
/// A value for each parameter that exists in a trial, in the order of the space. Equal if the same names have the same
/// values, in any order.
/// </summary>
[JsonConverter(typeof(AssignmentJsonConverter))]
public sealed class Assignment : IReadOnlyCollection<KeyValuePair<string, ParameterValue>>, IEquatable<Assignment>
{
    // A sweep keeps many assignments of few values each: a linear search is fast enough and needs the least memory.
    private readonly ImmutableArray<KeyValuePair<string, ParameterValue>> _values;

    /// <param name="values">The names and values.</param>
    /// <exception cref="ArgumentException">A name is given twice.</exception>
    public Assignment(IEnumerable<KeyValuePair<string, ParameterValue>> values)
    {
        _values = [.. values];
        for (var i = 1; i < _values.Length; i++)
            if (IndexOf(_values[i].Key) < i)
                throw new ArgumentException($"'{_values[i].Key}' is given twice");
    }

    /// <summary>The assignment of a space without parameters.</summary>
    public static Assignment Empty { get; } = new([]);

    /// <inheritdoc/>
    public int Count => _values.Length;

    /// <summary>
    /// Gets the value of <paramref name="name"/>. Returns false if that parameter does not exist here.
    /// </summary>
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

    /// <summary>Returns <c>name=value</c> pairs separated by spaces.</summary>
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
