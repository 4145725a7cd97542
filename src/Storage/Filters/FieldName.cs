namespace Experiments.Storage.Filters;

/// <summary>A name of a value of a trial, as a user writes it.</summary>
/// <param name="Text">The name, without a prefix.</param>
/// <param name="Kind">What the prefix says that it names, or <see cref="FieldKind.Any"/> without one.</param>
public sealed record FieldName(string Text, FieldKind Kind = FieldKind.Any)
{
    /// <summary>The names that every sweep's objective has.</summary>
    internal static readonly string[] ObjectiveWords = ["objective", "latest"];

    private static readonly (string Prefix, FieldKind Kind)[] Prefixes =
    [
        ("metric.", FieldKind.Metric), ("parameter.", FieldKind.Parameter), ("column.", FieldKind.Column),
    ];

    /// <summary>Reads a name with or without one of the prefixes <c>metric.</c>, <c>parameter.</c> and <c>column.</c>.
    /// </summary>
    public static FieldName Parse(string text)
    {
        foreach (var (prefix, kind) in Prefixes)
            if (text.StartsWith(prefix, StringComparison.Ordinal))
                return new FieldName(text[prefix.Length..], kind);
        return new FieldName(text);
    }

    /// <summary>Whether this names the objective of a sweep, so that lists are sorted by it best first.</summary>
    /// <param name="metric">The metric that is the objective, or an empty text.</param>
    public bool IsObjective(string metric) => Kind switch
    {
        FieldKind.Any => Text == metric || ObjectiveWords.Contains(Text),
        FieldKind.Column => ObjectiveWords.Contains(Text),
        _ => false,
    };

    /// <summary>Returns the name with its prefix.</summary>
    public override string ToString() => Prefixes.FirstOrDefault(pair => pair.Kind == Kind).Prefix + Text;
}
