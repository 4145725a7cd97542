using Experiments.Search.Spaces;

namespace Experiments.SweepFiles.Yaml;

/// <summary>A value of the file and where it stands. A closed set. An alias is the node that its anchor names.</summary>
/// <param name="at">Where it begins.</param>
internal abstract class Node(Position at)
{
    public Position At { get; } = at;

    /// <summary>Nodes in it and below, itself included, each alias counted as all that it repeats.</summary>
    public int Size { get; init; } = 1;

    /// <summary>Levels in it and below, itself included.</summary>
    public int Height { get; init; } = 1;

    /// <summary>What it is, for a message.</summary>
    public abstract string Describe();

    /// <summary>One value. <see cref="Value"/> is null where nothing, or <c>null</c>, is written.</summary>
    public sealed class Scalar(Position at, string text, ParameterValue? value) : Node(at)
    {
        /// <summary>As written, escapes replaced.</summary>
        public string Text { get; } = text;

        /// <summary>As typed. A real number may be infinite or NaN.</summary>
        public ParameterValue? Value { get; } = value;

        /// <summary>Written without quotes or a tag.</summary>
        public bool IsPlain { get; init; }

        public override string Describe() => Value switch
        {
            null => "nothing",
            ParameterValue.Text => Quote.Text(Text),
            _ => Quote.Plain(Text),
        };
    }

    /// <summary>A list.</summary>
    public sealed class Sequence(Position at, IReadOnlyList<Node> items) : Node(at)
    {
        public IReadOnlyList<Node> Items { get; } = items;

        public override string Describe() => Items.Count == 0 ? "an empty list" : "a list";
    }

    /// <summary>Keys and values, each key once, in the order of the file.</summary>
    public sealed class Mapping(Position at, IReadOnlyList<Entry> entries) : Node(at)
    {
        public IReadOnlyList<Entry> Entries { get; } = entries;

        public override string Describe() => Entries.Count == 0 ? "an empty mapping" : "a mapping";
    }

    /// <summary>A key, where it stands, and its value.</summary>
    public sealed record Entry(string Key, Position KeyAt, Node Value);
}
