using Experiments.Contracts.Metrics;

namespace Experiments.Training.Programs.Output;

/// <summary>The values of the names in a line that have been read so far.</summary>
internal sealed class Readings
{
    private const int LongestShown = 40;

    private readonly Dictionary<string, double> _values = [];
    private List<Refusal>? _refused;

    /// <summary>The numbers by name. If a name occurs several times, the last number counts.</summary>
    public IReadOnlyDictionary<string, double> Values => _values;

    /// <summary>The values that are not accepted.</summary>
    public IReadOnlyList<Refusal> Refused => _refused ?? (IReadOnlyList<Refusal>)[];

    /// <summary>Whether nothing was read.</summary>
    public bool IsEmpty => _values.Count == 0 && _refused is null;

    /// <summary>Reads the text of a value.</summary>
    public void Take(string name, ReadOnlySpan<char> text)
    {
        var read = NumberText.Read(text, counts: MetricLine.IsAxis(name));
        if (read.Number is { } number) Take(name, number, text);
        else if (read.Doubt is { } doubt) Refuse(name, Short(text), doubt, read.IsNear);
    }

    /// <summary>Adds readings that were made after these.</summary>
    public void Take(Readings other)
    {
        foreach (var (name, value) in other._values) _values[name] = value;
        foreach (var refusal in other.Refused) (_refused ??= []).Add(refusal);
    }

    /// <summary>Records that a text is not accepted.</summary>
    public void Refuse(string name, string text, string why, bool isNear) =>
        (_refused ??= []).Add(new(name, text, why, isNear));

    private void Take(string name, double number, ReadOnlySpan<char> text)
    {
        if (MetricNames.IsName(name)) _values[name] = number;
        else if (name.Length > 0)
            Refuse(Short(name), Short(text), $"a name is UTF-8, of at most {MetricNames.Longest} characters",
                isNear: true);
    }

    private static string Short(ReadOnlySpan<char> text) =>
        text.Length <= LongestShown ? Whole(text) : Whole(text[..LongestShown]) + "…";

    /// <summary>Replaces unpaired surrogates, which databases do not accept.</summary>
    private static string Whole(ReadOnlySpan<char> text) =>
        string.Concat(text.ToString().EnumerateRunes().Select(rune => rune.ToString()));
}
