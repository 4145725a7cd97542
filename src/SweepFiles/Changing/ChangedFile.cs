using Experiments.SweepFiles.Yaml;

namespace Experiments.SweepFiles.Changing;

/// <summary>Changes values of a sweep file. What is new has no position of its own; its errors name the file.</summary>
internal static class ChangedFile
{
    /// <summary>Returns the content with the changes, made in order. Errors are added for those that fail.</summary>
    public static Node Apply(Node content, IEnumerable<SweepFileChange> changes, ErrorList errors) =>
        changes.Aggregate(content, (node, change) => Apply(node, change, errors));

    private static Node Apply(Node content, SweepFileChange change, ErrorList errors)
    {
        if (change.Value is null) return Change(content, change, change.Key, value: null, errors);
        var before = errors.Count;
        // No value is an empty one, as in a file.
        var value = string.IsNullOrWhiteSpace(change.Value)
            ? new Node.Scalar(Position.WholeFile, "", null)
            : YamlReader.Read(change.Value, errors, Position.WholeFile);
        if (value is not null && errors.Count == before)
            return Change(content, change, change.Key, value, errors);
        errors.Add(Position.WholeFile, $"{Quote.Text(change.Value)} cannot be the value of {Quote.Text(change.Key)}");
        return content;
    }

    private static Node Change(Node node, SweepFileChange change, string rest, Node? value, ErrorList errors)
    {
        if (node is not Node.Mapping mapping)
        {
            var whole = Quote.Text(change.Key[..^(rest.Length + 1)]);
            errors.Add(
                Position.WholeFile,
                $"{Quote.Text(change.Key)} cannot be changed, because {whole} is {node.Describe()}; "
                + $"change {whole} as a whole");
            return node;
        }

        // Names of parameters may contain dots, so a key that is there goes first.
        var found = mapping.Entries
            .Where(entry => rest == entry.Key || rest.StartsWith($"{entry.Key}.", StringComparison.Ordinal))
            .MaxBy(entry => entry.Key.Length);
        if (found is not null)
            return rest == found.Key
                ? mapping.With(found, value)
                : mapping.With(
                    found, Change(found.Value, change, rest[(found.Key.Length + 1)..], value, errors));
        if (value is null)
        {
            errors.Add(
                Position.WholeFile, $"{Quote.Text(change.Key)} cannot be left out, because it is not there");
            return mapping;
        }

        var parts = rest.Split('.', 2);
        var added = parts is [_, var inner]
            ? Change(new Node.Mapping(Position.WholeFile, []), change, inner, value, errors)
            : value;
        return new Node.Mapping(mapping.At, [.. mapping.Entries, new(parts[0], Position.WholeFile, added)]);
    }

    private static Node.Mapping With(this Node.Mapping mapping, Node.Entry entry, Node? value) => new(
        mapping.At,
        [
            .. mapping.Entries.TakeWhile(other => other != entry),
            .. value is null ? (Node.Entry[])[] : [entry with { Value = value }],
            .. mapping.Entries.SkipWhile(other => other != entry).Skip(1),
        ]);
}
