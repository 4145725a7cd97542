using System.Globalization;

namespace Experiments.Client.Drawing.Panels;

/// <summary>Shares as percentages.</summary>
internal static class Percent
{
    /// <summary>One decimal; what is not none and not all is never written as if it were.</summary>
    public static string Format(double share) => share switch
    {
        > 0 and < 0.0005 => "<0.1%",
        < 1 and >= 0.9995 => ">99.9%",
        _ => string.Create(CultureInfo.InvariantCulture, $"{share * 100:0.0}%"),
    };
}
