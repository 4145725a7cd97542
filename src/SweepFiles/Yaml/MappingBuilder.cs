namespace Experiments.SweepFiles.Yaml;

/// <summary>
/// Gathers the entries of a mapping: each key once, and what <c>&lt;&lt;</c> merges in where no key of its own stands.
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
                $"the key {Quote.Text(name)} stands here twice; it is also in line {_entries[name].KeyAt.Line}");
    }

    public Node.Mapping Build(Position at)
    {
        foreach (var entry in _merged.SelectMany(mapping => mapping.Entries)) _entries.TryAdd(entry.Key, entry);
        return new(at, [.. _entries.Values]) { Size = _size, Height = _height + 1 };
    }

    // https://yaml.org/type/merge.html: a mapping, or a list of them of which the earlier ones win.
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
