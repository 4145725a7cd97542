namespace Experiments.SweepFiles.Yaml;

/// <summary>A value of the file and its position. A closed set. An alias is the same node as its anchor.</summary>
/// <param name="at">The position of its beginning.</param>
internal abstract class Node(Position at)
{
    public Position At { get; } = at;

    /// <summary>
    /// The number of nodes in it, itself included, with each alias counted as the nodes that it repeats.
    /// </summary>
    public int Size { get; init; } = 1;

    /// <summary>The number of levels in it, itself included.</summary>
    public int Height { get; init; } = 1;

    /// <summary>Returns a description for a message.</summary>
    public abstract string Describe();

    /// <summary>A single value. <see cref="Value"/> is null if nothing or <c>null</c> is written.</summary>
    public sealed class Scalar(Position at, string text, ParameterValue? value) : Node(at)
    {
        /// <summary>The text as written, with escapes replaced.</summary>
        public string Text { get; } = text;

        /// <summary>The typed value. A real number may be infinite or NaN.</summary>
        public ParameterValue? Value { get; } = value;

        /// <summary>Whether it is written without quotes or a tag.</summary>
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

    /// <summary>A key, its position, and its value.</summary>
    public sealed record Entry(string Key, Position KeyAt, Node Value);
}
