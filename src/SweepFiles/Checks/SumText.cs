using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text.RegularExpressions;
using Experiments.Search.Spaces;

namespace Experiments.SweepFiles.Checks;

/// <summary>
/// Reads sums of parameters: <c>2*a + b - c</c>. A minus sign between two terms has spaces around it, since names may
/// contain one.
/// </summary>
internal static partial class SumText
{
    /// <summary>Whether a text is meant as a sum, or as a parameter times a number.</summary>
    public static bool IsMeant(string text) => text.Contains('+') || text.Contains('*') || text.Contains(" - ");

    /// <summary>Reads the terms, each parameter once. Returns false if the text is no sum of parameters.</summary>
    public static bool TryRead(string text, [NotNullWhen(true)] out ImmutableArray<SumTerm>? terms)
    {
        terms = null;
        var match = Sum().Match(text);
        if (!match.Success) return false;
        var weights = new OrderedDictionary<string, double>();
        foreach (Capture term in match.Groups["term"].Captures)
        {
            var parts = Term().Match(term.Value);
            var weight = parts.Groups["weight"] is { Success: true } given
                ? double.Parse(given.Value, CultureInfo.InvariantCulture)
                : 1;
            if (parts.Groups["sign"].Value == "-") weight = -weight;
            var name = parts.Groups["name"].Value;
            weights[name] = weights.GetValueOrDefault(name) + weight;
        }

        terms = [.. weights.Select(pair => new SumTerm(pair.Key, pair.Value))];
        return terms.Value.All(term => double.IsFinite(term.Weight) && term.Weight != 0);
    }

    private const string Number = @"(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?";
    private const string Name = @"[A-Za-z_][A-Za-z0-9_.\-]*";
    private const string Product = $@"(?:{Number}\s*\*\s*{Name}|{Name}\s*\*\s*{Number}|{Name})";

    [GeneratedRegex($@"^\s*(?<term>-?\s*{Product})(?:\s*(?<term>\+\s*{Product})|\s+(?<term>-\s+{Product}))*\s*\z",
        RegexOptions.ExplicitCapture)]
    private static partial Regex Sum();

    [GeneratedRegex(
        $@"^(?<sign>[+-])?\s*(?:(?<weight>{Number})\s*\*\s*(?<name>{Name})"
        + $@"|(?<name>{Name})(?:\s*\*\s*(?<weight>{Number}))?)\z",
        RegexOptions.ExplicitCapture)]
    private static partial Regex Term();
}
