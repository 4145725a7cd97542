using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Experiments.SweepFiles.Yaml;

/// <summary>
/// Builds nodes with positions from the events of YamlDotNet's parser. Limits are checked while reading, so a file that
/// is small on disk but huge once its aliases are expanded is refused at little cost.
/// </summary>
internal sealed class YamlReader
{
    public const int MaxNodes = 100_000;
    public const int MaxDepth = 64;

    private readonly Dictionary<string, Node?> _anchors = [];
    private readonly EventSource _events;
    private readonly ErrorList _errors;
    private readonly Position? _position;
    private int _nodes;

    private YamlReader(string text, ErrorList errors, Position? position)
    {
        _events = new EventSource(text);
        _errors = errors;
        _position = position;
    }

    /// <summary>Reads the file's only document. Returns null if an error was added.</summary>
    /// <param name="text">The file's text.</param>
    /// <param name="errors">Receives the errors.</param>
    /// <param name="position">The position of all nodes, if the text is not that of the file.</param>
    /// <exception cref="SweepFileRefusedException">The file exceeds a limit or uses an unsupported feature.</exception>
    public static Node? Read(string text, ErrorList errors, Position? position = null)
    {
        var reader = new YamlReader(text, errors, position);
        try
        {
            return reader.Document();
        }
        catch (YamlException e)
        {
            var (at, message) = YamlSyntax.Explain(text, PositionInText(e.Start), e.Message);
            errors.Add(position ?? at, message);
            return null;
        }
    }

    private Node? Document()
    {
        _events.Consume<StreamStart>();
        if (!_events.TryConsume<DocumentStart>(out _))
        {
            _errors.Add(Position.WholeFile, "has nothing but comments");
            return null;
        }
        var root = Read(1);
        _events.Consume<DocumentEnd>();
        return _events.Accept<DocumentStart>(out var second)
            ? throw new SweepFileRefusedException(
                PositionOf(second.Start), "a second document begins here; write one sweep per file")
            : root;
    }

    private Node Read(int depth)
    {
        var here = _events.Current!;
        Count(1, here);
        if (depth > MaxDepth)
            throw new SweepFileRefusedException(PositionOf(here.Start), $"is nested more than {MaxDepth} levels deep");
        if (_events.TryConsume<AnchorAlias>(out var alias)) return Repeat(alias, depth);

        var start = _events.Consume<NodeEvent>();
        // Null until the node is complete: an alias to it from within would never end.
        if (!start.Anchor.IsEmpty) _anchors[start.Anchor.Value] = null;
        Node node = start switch
        {
            Scalar scalar => ReadScalar(scalar),
            SequenceStart => ReadSequence(start, depth),
            _ => ReadMapping(start, depth),
        };
        if (!start.Anchor.IsEmpty) _anchors[start.Anchor.Value] = node;
        return node;
    }

    private Node Repeat(AnchorAlias alias, int depth)
    {
        var at = PositionOf(alias.Start);
        if (!_anchors.TryGetValue(alias.Value.Value, out var node))
            throw new SweepFileRefusedException(at, $"no anchor {Quote.Text(alias.Value.Value)} precedes this alias");
        if (node is null)
            throw new SweepFileRefusedException(
                at, $"the alias {Quote.Text(alias.Value.Value)} is inside the value that it repeats");
        if (depth + node.Height - 1 > MaxDepth)
            throw new SweepFileRefusedException(at, $"is nested more than {MaxDepth} levels deep");
        Count(node.Size, alias);
        return node;
    }

    private Node.Scalar ReadScalar(Scalar scalar)
    {
        var at = PositionOf(scalar.Start);
        if (scalar.Value.Contains('\0'))
            _errors.Add(at, "text with the NUL character '\\0' cannot be stored; leave it out");
        if (!IsWellFormed(scalar.Value))
            _errors.Add(at, "text with half of a surrogate pair is not Unicode; write the whole character");
        return new(at, scalar.Value, Tags.ValueOf(scalar, at))
        {
            IsPlain = scalar.Style == ScalarStyle.Plain && scalar.Tag.IsEmpty,
        };
    }

    private Node.Sequence ReadSequence(NodeEvent start, int depth)
    {
        var at = PositionOf(start.Start);
        Tags.Check(start, at);
        var items = new List<Node>();
        while (!_events.TryConsume<SequenceEnd>(out _)) items.Add(Read(depth + 1));
        return new(at, items)
        {
            Size = 1 + items.Sum(item => item.Size),
            Height = 1 + items.Select(item => item.Height).DefaultIfEmpty().Max(),
        };
    }

    private Node.Mapping ReadMapping(NodeEvent start, int depth)
    {
        var at = PositionOf(start.Start);
        Tags.Check(start, at);
        var entries = new MappingBuilder(_errors);
        while (!_events.TryConsume<MappingEnd>(out _)) entries.Add(Read(depth + 1), Read(depth + 1));
        return entries.Build(at);
    }

    private void Count(int nodes, ParsingEvent where)
    {
        _nodes += nodes;
        if (_nodes > MaxNodes)
            throw new SweepFileRefusedException(
                PositionOf(where.Start),
                $"has more than {MaxNodes:#,0} values, aliases included; give ranges instead of long lists");
    }

    private static bool IsWellFormed(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (!char.IsSurrogate(text[i])) continue;
            if (i + 1 == text.Length || !char.IsSurrogatePair(text[i], text[i + 1])) return false;
            i++;
        }
        return true;
    }

    private Position PositionOf(Mark mark) => _position ?? PositionInText(mark);

    private static Position PositionInText(Mark mark) => new((int)mark.Line, (int)mark.Column);
}
