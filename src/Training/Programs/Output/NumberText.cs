using System.Globalization;

namespace Experiments.Training.Programs.Output;

/// <summary>The interpretation of a text as a number.</summary>
/// <param name="Number">
/// The number, which may be NaN or infinite, or null if the text is not unambiguously a number.
/// </param>
/// <param name="Doubt">
/// The reason why a text with digits is not read as a number, or null if it is a word or a number.
/// </param>
/// <param name="IsNear">Whether the text is probably meant as a number.</param>
internal readonly record struct NumberText(double? Number, string? Doubt = null, bool IsNear = false)
{
    private const string Digits = "0123456789";

    // Characters that separate decimals in some places and thousands in others.
    private const string Grouping = ",，'’_ \u00a0\u2007\u2009\u202f\u3000\u066b\u066c";

    /// <summary>
    /// Reads a number, alone or as Python displays a library's number, in quotes or followed by a full stop.
    /// </summary>
    /// <param name="text">The text, without the separators around it.</param>
    /// <param name="counts">Whether <c>3/10</c> means the third of ten, as for an epoch, and not a fraction.</param>
    public static NumberText Read(ReadOnlySpan<char> text, bool counts = false)
    {
        text = Bare(text);
        if (counts && text.IndexOf('/') is > 0 and var slash
            && !text[(slash + 1)..].TrimStart().ContainsAnyExcept(Digits))
            text = text[..slash].TrimEnd();
        if (Plain(text) is { } number) return new(number);
        if (text.IndexOf('(') is > 0 and var open && text[^1] == ')'
            && Wrapped(text[..open], text[(open + 1)..^1]) is { } inner)
            return new(inner);
        return text.ContainsAny(Digits) ? Doubtful(text) : default;
    }

    /// <summary>
    /// Reads a number as C prints it, including the words for NaN and infinity in C, Python and Java.
    /// </summary>
    private static double? Plain(ReadOnlySpan<char> text)
    {
        const NumberStyles Style =
            NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent;
        if (text.ContainsAny(Digits))
            return double.TryParse(text, Style, CultureInfo.InvariantCulture, out var value) ? value : null;
        var sign = text.StartsWith('-') ? -1 : 1;
        var word = text is ['+' or '-', ..] ? text[1..] : text;
        if (word.Equals("nan", StringComparison.OrdinalIgnoreCase)) return double.NaN;
        return word.Equals("inf", StringComparison.OrdinalIgnoreCase)
            || word.Equals("infinity", StringComparison.OrdinalIgnoreCase)
            ? sign * double.PositiveInfinity
            : null;
    }

    /// <summary>
    /// Reads <c>tensor(0.21, device='cuda:0')</c>, <c>np.float64(0.21)</c>, <c>Decimal('0.21')</c>, <c>nan(ind)</c>.
    /// </summary>
    private static double? Wrapped(ReadOnlySpan<char> head, ReadOnlySpan<char> inner)
    {
        if (head.TrimStart('-') is "nan") return double.NaN;
        var type = head[(head.LastIndexOf('.') + 1)..].TrimEnd(Digits);
        if (type is not ("tensor" or "Tensor" or "array" or "Array" or "DeviceArray" or "Decimal" or "float"
            or "bfloat" or "double"
            or "int" or "uint")) return null;
        var comma = inner.IndexOf(',');
        if (comma >= 0 && inner[(comma + 1)..].TrimStart() is [>= '0' and <= '9', ..]) return null;
        return Plain(Bare(comma < 0 ? inner : inner[..comma]));
    }

    private static NumberText Doubtful(ReadOnlySpan<char> text)
    {
        var number = text is ['+' or '-' or '−' or '$' or '€', ..] ? text[1..] : text;
        if (number.ContainsAny(Grouping) && !number.ContainsAnyExcept("0123456789.+-eE" + Grouping)
            && !number.Contains(", ", StringComparison.Ordinal))
            return new(null, "what separates its digits may mean decimals or thousands", IsNear: true);
        return number[^1] == '%' && Plain(number[..^1].TrimEnd()) is not null
            ? new(null, "a percentage may be meant as 21 or as 0.21", IsNear: true)
            : new(null, "it is not a plain number");
    }

    private static ReadOnlySpan<char> Bare(ReadOnlySpan<char> text)
    {
        text = text.Trim().TrimStart("\"'`*").TrimEnd("\"'`*!:>");
        if (text is ['(', .., ')']) text = text[1..^1].Trim();
        // A single full stop ends a sentence; several mark a truncated text.
        return text is [.., not '.', '.'] ? text[..^1] : text;
    }
}
