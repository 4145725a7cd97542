using System.Globalization;
using System.Text.RegularExpressions;

namespace Experiments.Storage.Filters;

/// <summary>Reads words and numbers without quotes.</summary>
internal static partial class FilterWord
{
    /// <summary>What to write instead of percentages, fractions and units.</summary>
    public const string OnlyDigits =
        "; write a number with digits and a point only, without a unit, and text that begins like a number in quotes";

    /// <summary>Whether a text can be a name or a word without quotes.</summary>
    public static bool IsWord(string text) => Word().IsMatch(text);

    /// <summary>Whether a text begins like a number.</summary>
    public static bool LooksLikeNumber(string text) => NumberStart().IsMatch(text);

    /// <summary>Returns the number, flag or text that is meant.</summary>
    /// <exception cref="UserErrorException">It is neither a number nor a word.</exception>
    public static ParameterValue ReadValue(FilterToken token)
    {
        if (token.Is("true")) return new ParameterValue.Flag(true);
        if (token.Is("false")) return new ParameterValue.Flag(false);
        var text = token.Text;
        if (Number().IsMatch(text)) return ReadNumber(token);
        if (FilterTime.TryParse(text, out _)) return new ParameterValue.Text(text);
        if (text.EndsWith('%') && Number().IsMatch(text[..^1]))
            throw FilterFault.At(
                token.Position,
                $"{FilterFault.Quote(text)} is a percentage; write it as a fraction of 1, such as 0.9 for 90%");
        if (LooksLikeNumber(text))
            throw FilterFault.At(token.Position, $"{FilterFault.Quote(text)} is not a number{OnlyDigits}");
        return IsWord(text)
            ? new ParameterValue.Text(text)
            : throw FilterFault.At(token.Position, $"{FilterFault.Quote(text)} is not a word; put text in quotes");
    }

    private static ParameterValue ReadNumber(FilterToken token)
    {
        if (long.TryParse(token.Text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var whole))
            return new ParameterValue.Integer(whole);
        var real = double.Parse(token.Text, NumberStyles.Float, CultureInfo.InvariantCulture);
        return double.IsFinite(real)
            ? new ParameterValue.Number(real)
            : throw FilterFault.At(
                token.Position, $"{FilterFault.Quote(token.Text)} is too large; numbers end at 1.8e308");
    }

    [GeneratedRegex(@"^[\p{L}_][\p{L}\p{M}\p{Nd}_.:@/+-]*\z", RegexOptions.CultureInvariant)]
    private static partial Regex Word();

    [GeneratedRegex(@"^[-+−]?\.?[0-9]")]
    private static partial Regex NumberStart();

    [GeneratedRegex(@"^[-+]?([0-9]+(\.[0-9]*)?|\.[0-9]+)([eE][-+]?[0-9]+)?\z")]
    private static partial Regex Number();
}
