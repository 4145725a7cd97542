using System.Diagnostics.CodeAnalysis;
using Experiments.Contracts.Messages;
using Experiments.SweepFiles.Yaml;

namespace Experiments.SweepFiles.Keys;

/// <summary>
/// A mapping of the file, read by the table of keys that it may have. Every other key is an error at once.
/// </summary>
internal sealed class Section
{
    private readonly Node.Mapping _mapping;
    private readonly string _prefix; // of a key's name in messages
    private readonly ErrorList _errors;

    /// <param name="mapping">Where it is written.</param>
    /// <param name="known">All keys that it may have.</param>
    /// <param name="owner">Whose keys they are, for messages; null: the sweep's own.</param>
    /// <param name="errors">Takes the errors.</param>
    public Section(Node.Mapping mapping, IReadOnlyList<Key> known, string? owner, ErrorList errors)
    {
        (_mapping, _prefix, _errors) = (mapping, owner is null ? "" : owner + ": ", errors);
        var names = known.Select(key => key.Name).ToArray();
        string[] offered = [.. known.Where(key => !key.IsIgnored).Select(key => key.Name)];
        foreach (var entry in mapping.Entries.Where(entry => !names.Contains(entry.Key)))
        {
            errors.Add(entry.KeyAt, $"{_prefix}unknown key {Quote.Text(entry.Key)}{Spelling.HintOrList(entry.Key, offered)}");
        }
        var ignored = mapping.Entries.Where(entry => known.Any(key => key.IsIgnored && key.Name == entry.Key)).ToArray();
        if (ignored is [var first, ..])
        {
            var list = string.Join(", ", ignored.Select(entry => $"'{entry.Key}'"));
            errors.Warn(first.KeyAt, $"{_prefix}what means something to W&B only is ignored: {list}");
        }
    }

    public Position At => _mapping.At;

    public bool Has(Key key) => Find(key) is not null;

    /// <summary>Where the key stands, or the section where it is missing.</summary>
    public Position PositionOf(Key key) => Find(key)?.KeyAt ?? At;

    /// <summary>Where the key's value stands, or the section where it is missing.</summary>
    public Position ValuePositionOf(Key key) => Find(key)?.Value.At ?? At;

    /// <summary>The key's value as it is written, or null where it is missing.</summary>
    public Node? ValueOf(Key key) => Find(key)?.Value;

    /// <summary>The key's value. False where it is missing, and where it breaks its rule, which adds an error.</summary>
    public bool TryGet<T>(Key<T> key, [MaybeNullWhen(false)] out T value)
    {
        value = default;
        return Find(key) is { } entry && key.Rule.TryRead($"{_prefix}'{key.Name}'", entry.Value, _errors, out value);
    }

    /// <summary>The key's value. False where it is missing or breaks its rule; either adds an error.</summary>
    public bool Require<T>(Key<T> key, string example, [MaybeNullWhen(false)] out T value)
    {
        if (!Has(key)) _errors.Add(At, $"{_prefix}'{key.Name}' is missing; write {example}");
        return TryGet(key, out value);
    }

    /// <summary>The key's value, or <paramref name="fallback"/> where it is missing or wrong.</summary>
    public T Get<T>(Key<T> key, T fallback) => TryGet(key, out var value) ? value : fallback;

    private Node.Entry? Find(Key key) => _mapping.Entries.FirstOrDefault(entry => entry.Key == key.Name);
}
