using System.Globalization;
using System.Text.RegularExpressions;

namespace Experiments.SweepFiles.Yaml;

/// <summary>
/// Determines the type of a plain scalar by the core schema of YAML 1.2 (https://yaml.org/spec/1.2.2/#103-core-schema):
/// <c>1e-4</c> is a number, <c>yes</c> is text.
/// </summary>
internal static partial class ScalarTypes
{
    /// <summary>
    /// Returns the typed value, or null for a null. A whole number of more than 64 bits becomes a real one.
    /// </summary>
    public static ParameterValue? Resolve(string text) => text switch
    {
        "" or "~" or "null" or "Null" or "NULL" => null,
        "true" or "True" or "TRUE" => new ParameterValue.Flag(true),
        "false" or "False" or "FALSE" => new ParameterValue.Flag(false),
        ".nan" or ".NaN" or ".NAN" => new ParameterValue.Number(double.NaN),
        ".inf" or ".Inf" or ".INF" or "+.inf" or "+.Inf" or "+.INF" =>
            new ParameterValue.Number(double.PositiveInfinity),
        "-.inf" or "-.Inf" or "-.INF" => new ParameterValue.Number(double.NegativeInfinity),
        _ when Whole().IsMatch(text) => Integer(text),
        _ when Real().IsMatch(text) => Number(text),
        _ when text.StartsWith("0x", StringComparison.Ordinal) && Hexadecimal().IsMatch(text) => OfBase(text, 16),
        _ when text.StartsWith("0o", StringComparison.Ordinal) && Octal().IsMatch(text) => OfBase(text, 8),
        _ => new ParameterValue.Text(text),
    };

    private static ParameterValue Integer(string text) =>
        long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var whole)
            ? new ParameterValue.Integer(whole)
            : Number(text);

    private static ParameterValue.Number Number(string text) =>
        new(double.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture));

    // At most 15 hexadecimal or 20 octal digits always fit into 64 bits.
    private static ParameterValue.Integer OfBase(string text, int radix) => new(Convert.ToInt64(text[2..], radix));

    [GeneratedRegex(@"^[-+]?[0-9]+\z")]
    private static partial Regex Whole();

    [GeneratedRegex(@"^[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?\z")]
    private static partial Regex Real();

    [GeneratedRegex(@"^0x[0-9a-fA-F]{1,15}\z")]
    private static partial Regex Hexadecimal();

    [GeneratedRegex(@"^0o[0-7]{1,20}\z")]
    private static partial Regex Octal();
}
