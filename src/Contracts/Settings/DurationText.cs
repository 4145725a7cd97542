using System.Globalization;
using System.Text.RegularExpressions;

namespace Experiments.Contracts.Settings;

/// <summary>Reads times as people write them: 90 (seconds), 30s, 15m, 2h or 1d.</summary>
public static partial class DurationText
{
    private const double MostSeconds = 36_500 * 86_400.0;

    /// <summary>Reads a time.</summary>
    /// <returns>False if the text is not a time, or the time is zero or more than 100 years.</returns>
    public static bool TryRead(string text, out TimeSpan time)
    {
        time = default;
        if (Duration().Match(text) is not { Success: true } match) return false;
        var unit = match.Groups[2].Value switch
        {
            "m" => 60,
            "h" => 3_600,
            "d" => 86_400,
            _ => 1,
        };
        var seconds = double.Parse(match.Groups[1].ValueSpan, CultureInfo.InvariantCulture) * unit;
        if (seconds is 0 or > MostSeconds) return false;
        time = TimeSpan.FromSeconds(seconds);
        return true;
    }

    /// <summary>Reads a time that has a unit, for places where people would take a number alone for hours.</summary>
    /// <returns>False if the text has no unit, or cannot be read by <see cref="TryRead"/>.</returns>
    public static bool TryReadWithUnit(string text, out TimeSpan time) =>
        TryRead(text, out time) && char.IsAsciiLetter(text[^1]);

    [GeneratedRegex(@"^([0-9]{1,9}(?:\.[0-9]{1,9})?) ?([smhd]?)\z")]
    private static partial Regex Duration();
}
