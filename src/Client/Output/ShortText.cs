using System.Globalization;
using Experiments.Contracts.Terminals;

namespace Experiments.Client.Output;

/// <summary>Formats values for people: numbers to six digits, times to the second.</summary>
internal static class ShortText
{
    /// <summary>Formats a value; null is empty.</summary>
    public static string Format(object? value) => value switch
    {
        null => "",
        double number => Format(number),
        ParameterValue.Number number => Format(number.Value),
        ParameterValue.Text text => SafeText.InLine(text.Value),
        ParameterValue.List list => $"[{string.Join(',', list.Items.Select(Format))}]",
        bool flag => flag ? "yes" : "no",
        DateTimeOffset time => time.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture),
        Enum => FullText.Format(value),
        Fields fields => fields.ToShortText(),
        _ => Convert.ToString(value, CultureInfo.InvariantCulture)!,
    };

    /// <summary>Formats a time to the minute, in UTC; null is empty.</summary>
    public static string Minute(DateTimeOffset? time) =>
        time?.UtcDateTime.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture) ?? "";

    /// <summary>Formats a number with at most six significant digits, without trailing zeros.</summary>
    public static string Format(double number) => number.ToString("G6", CultureInfo.InvariantCulture);

    /// <summary>Formats a parameter's value for a line with little room: numbers to four digits.</summary>
    public static string OfNarrow(ParameterValue value) =>
        value is ParameterValue.Number number
            ? number.Value.ToString("G4", CultureInfo.InvariantCulture)
            : Format(value);

    /// <summary>Formats a number of trials: <c>1 trial</c>, <c>12 trials</c>.</summary>
    public static string Trials(long count) => count == 1 ? "1 trial" : $"{count} trials";

    /// <summary>
    /// Formats a time with at most two units: <c>4.2 s</c>, <c>3 min 05 s</c>, <c>2 h 10 min</c>, <c>3 d 4 h</c>.
    /// </summary>
    public static string Format(TimeSpan time) => time switch
    {
        { TotalSeconds: < 10 } => string.Create(CultureInfo.InvariantCulture, $"{time.TotalSeconds:0.0} s"),
        { TotalMinutes: < 1 } => $"{(int)time.TotalSeconds} s",
        { TotalHours: < 1 } => $"{(int)time.TotalMinutes} min {time.Seconds:00} s",
        { TotalDays: < 1 } => $"{(int)time.TotalHours} h {time.Minutes:00} min",
        _ => $"{(int)time.TotalDays} d {time.Hours} h",
    };
}
