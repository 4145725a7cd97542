using System.Globalization;

namespace Experiments.Training.Programs.Output;

/// <summary>
/// Reads <c>name=value</c> words, among other words, with spaces, commas, semicolons or bars between them:
/// <c>epoch=3/10, loss=0.21 | acc=0.9</c>.
/// </summary>
internal static class NamedValues
{
    private static readonly char[] Separators = [' ', '\t', ',', ';', '|'];

    /// <summary>The numbers by name, of equal names the last; null where there are none.</summary>
    public static Dictionary<string, double>? Read(string line)
    {
        if (!line.Contains('=')) return null;
        Dictionary<string, double>? values = null;
        foreach (var range in line.AsSpan().SplitAny(Separators))
        {
            var word = line.AsSpan(range);
            var equals = word.IndexOf('=');
            if (equals <= 0 || !IsName(word[..equals]) || !TryRead(word[(equals + 1)..], out var value)) continue;
            (values ??= [])[word[..equals].ToString()] = value;
        }

        return values;
    }

    /// <summary>A number, with the names that C, Python and Java have for what is none.</summary>
    public static bool TryRead(ReadOnlySpan<char> text, out double value)
    {
        // "3/10" is the third of ten.
        if (text.IndexOf('/') is > 0 and var slash && !text[(slash + 1)..].ContainsAnyExceptInRange('0', '9'))
            text = text[..slash];
        const NumberStyles Plain = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent;
        if (text.IndexOfAnyInRange('0', '9') >= 0) return double.TryParse(text, Plain, CultureInfo.InvariantCulture, out value);
        var sign = text.StartsWith('-') ? -1 : 1;
        value = text.TrimStart("+-") switch
        {
            var word when word.Equals("nan", StringComparison.OrdinalIgnoreCase) => double.NaN,
            var word when word.Equals("inf", StringComparison.OrdinalIgnoreCase)
                || word.Equals("infinity", StringComparison.OrdinalIgnoreCase) => sign * double.PositiveInfinity,
            _ => 0,
        };
        return value != 0;
    }

    private static bool IsName(ReadOnlySpan<char> name) =>
        (char.IsAsciiLetter(name[0]) || name[0] == '_')
        && !name.ContainsAnyExcept("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-./");
}
