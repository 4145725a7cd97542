using System.Globalization;
using System.Text.RegularExpressions;

namespace Experiments.Contracts.Settings;

/// <summary>Reads amounts of memory as people write them: a number with a unit of 1000s or 1024s.</summary>
public static partial class SizeText
{
    private const long Least = 1 << 20;
    private const long Most = 1L << 50;

    /// <summary>A description of what is accepted, for messages.</summary>
    public const string Takes = "a size such as 800MB, 8GB or 8GiB, from 1MiB to 1PiB";

    /// <summary>Reads an amount.</summary>
    /// <returns>False if the text is not an amount, or it is less than 1 MiB or more than 1 PiB.</returns>
    public static bool TryRead(string text, out long bytes)
    {
        bytes = 0;
        if (Size().Match(text) is not { Success: true } match) return false;
        var thousand = match.Groups[3].Length > 0 ? 1024.0 : 1000.0;
        var read = double.Parse(match.Groups[1].ValueSpan, CultureInfo.InvariantCulture)
            * Math.Pow(thousand, 2 + "MGT".IndexOf(match.Groups[2].ValueSpan[0]));
        if (read is < Least or > Most) return false;
        bytes = (long)Math.Round(read);
        return true;
    }

    [GeneratedRegex(@"^([0-9]{1,9}(?:\.[0-9]{1,9})?) ?([MGT])(i?)B\z")]
    private static partial Regex Size();
}
