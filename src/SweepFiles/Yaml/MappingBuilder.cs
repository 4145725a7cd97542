namespace Experiments.SweepFiles.Yaml;

/// <summary>
/// Collects the entries of a mapping: each key once, plus those merged with <c>&lt;&lt;</c>, which its own keys
/// override.
/// </summary>
internal sealed class MappingBuilder(ErrorList errors)
{
    private const string MergeKey = "<<";

    private readonly OrderedDictionary<string, Node.Entry> _entries = [];
    private readonly List<Node.Mapping> _merged = [];
    private int _size = 1;
    private int _height;

    public void Add(Node key, Node value)
    {
        _size += key.Size + value.Size;
        _height = Math.Max(_height, Math.Max(key.Height, value.Height));
        if (key is not Node.Scalar { Text: { Length: > 0 } name })
            errors.Add(key.At, $"a key is a word, but here it is {key.Describe()}");
        else if (name == MergeKey)
            Merge(value);
        else if (!_entries.TryAdd(name, new(name, key.At, value)))
            errors.Add(key.At,
                $"the key {Quote.Text(name)} appears twice; it is also on line {_entries[name].KeyAt.Line}");
    }

    public Node.Mapping Build(Position at)
    {
        foreach (var entry in _merged.SelectMany(mapping => mapping.Entries)) _entries.TryAdd(entry.Key, entry);
        return new(at, [.. _entries.Values]) { Size = _size, Height = _height + 1 };
    }

    // https://yaml.org/type/merge.html: a mapping, or a list of mappings, of which earlier ones take precedence.
    private void Merge(Node value)
    {
        IReadOnlyList<Node> mappings = value is Node.Sequence sequence ? sequence.Items : [value];
        foreach (var node in mappings)
        {
            if (node is Node.Mapping mapping) _merged.Add(mapping);
            else errors.Add(node.At, $"'<<' merges a mapping, but here is {node.Describe()}");
        }
    }
}
