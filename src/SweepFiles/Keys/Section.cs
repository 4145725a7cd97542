using System.Diagnostics.CodeAnalysis;
using Experiments.Contracts.Messages;
using Experiments.SweepFiles.Yaml;

namespace Experiments.SweepFiles.Keys;

/// <summary>
/// A mapping of the file, read with the table of its valid keys. Any other key is an error.
/// </summary>
internal sealed class Section
{
    private readonly Node.Mapping _mapping;
    private readonly string _prefix; // Precedes a key's name in messages.
    private readonly ErrorList _errors;

    /// <param name="mapping">The mapping to read.</param>
    /// <param name="known">All valid keys.</param>
    /// <param name="owner">The owner of the keys, for messages, or null for the sweep itself.</param>
    /// <param name="errors">Receives the errors and warnings.</param>
    public Section(Node.Mapping mapping, IReadOnlyList<Key> known, string? owner, ErrorList errors)
    {
        (_mapping, _prefix, _errors) = (mapping, owner is null ? "" : owner + ": ", errors);
        var names = known.Select(key => key.Name).ToArray();
        string[] offered = [.. known.Where(key => !key.IsIgnored).Select(key => key.Name)];
        foreach (var entry in mapping.Entries.Where(entry => !names.Contains(entry.Key)))
        {
            errors.Add(
                entry.KeyAt,
                $"{_prefix}unknown key {Quote.Text(entry.Key)}{Spelling.HintOrList(entry.Key, offered)}");
        }
        var ignored = mapping.Entries.Where(
            entry => known.Any(key => key.IsIgnored && key.Name == entry.Key)).ToArray();
        if (ignored is [var first, ..])
        {
            var list = string.Join(", ", ignored.Select(entry => $"'{entry.Key}'"));
            errors.Warn(first.KeyAt, $"{_prefix}keys that only W&B uses are ignored: {list}");
        }
    }

    public Position At => _mapping.At;

    public bool Has(Key key) => Find(key) is not null;

    /// <summary>Whether there are no keys but these.</summary>
    public bool HasOnly(IEnumerable<Key> keys)
    {
        var names = keys.Select(key => key.Name).ToHashSet();
        return _mapping.Entries.All(entry => names.Contains(entry.Key));
    }

    /// <summary>Returns the position of the key, or of the section if the key is missing.</summary>
    public Position PositionOf(Key key) => Find(key)?.KeyAt ?? At;

    /// <summary>Returns the position of the key's value, or of the section if the key is missing.</summary>
    public Position ValuePositionOf(Key key) => Find(key)?.Value.At ?? At;

    /// <summary>Returns the key's value as written, or null if the key is missing.</summary>
    public Node? ValueOf(Key key) => Find(key)?.Value;

    /// <summary>
    /// Gets the key's value. Returns false if it is missing, or if it breaks its rule, which adds an error.
    /// </summary>
    public bool TryGet<T>(Key<T> key, [MaybeNullWhen(false)] out T value)
    {
        value = default;
        return Find(key) is { } entry && key.Rule.TryRead($"{_prefix}'{key.Name}'", entry.Value, _errors, out value);
    }

    /// <summary>Gets the key's value. Returns false and adds an error if it is missing or breaks its rule.</summary>
    public bool Require<T>(Key<T> key, string example, [MaybeNullWhen(false)] out T value)
    {
        if (!Has(key)) _errors.Add(At, $"{_prefix}'{key.Name}' is missing; write {example}");
        return TryGet(key, out value);
    }

    /// <summary>Returns the key's value, or <paramref name="fallback"/> if it is missing or wrong.</summary>
    public T Get<T>(Key<T> key, T fallback) => TryGet(key, out var value) ? value : fallback;

    private Node.Entry? Find(Key key) => _mapping.Entries.FirstOrDefault(entry => entry.Key == key.Name);
}
