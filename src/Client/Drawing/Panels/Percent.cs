using System.Globalization;

namespace Experiments.Client.Drawing.Panels;

/// <summary>Formats shares as percentages.</summary>
internal static class Percent
{
    /// <summary>
    /// Formats a share with one decimal. A share strictly between 0 and 1 is never written as 0.0% or 100.0%.
    /// </summary>
    public static string Format(double share) => share switch
    {
        > 0 and < 0.0005 => "<0.1%",
        < 1 and >= 0.9995 => ">99.9%",
        _ => string.Create(CultureInfo.InvariantCulture, $"{share * 100:0.0}%"),
    };
}
