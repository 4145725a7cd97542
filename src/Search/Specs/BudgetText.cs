using System.Globalization;

namespace Experiments.Search.Specs;

/// <summary>Writes the parts of a budget as a sweep file does.</summary>
public static class BudgetText
{
    /// <summary>Returns the key of a part.</summary>
    public static string Key(BudgetPart part) => part switch
    {
        BudgetPart.Time => "time",
        BudgetPart.DeviceHours => "device_hours",
        _ => "no_better_after",
    };

    /// <summary>Returns a part with its limit, such as <c>time: 2h</c>. The budget must have the part.</summary>
    public static string Of(BudgetPart part, SweepBudget budget) => $"{Key(part)}: " + part switch
    {
        BudgetPart.Time => Duration(budget.Seconds!.Value),
        BudgetPart.DeviceHours => budget.DeviceHours!.Value.ToString(CultureInfo.InvariantCulture),
        _ => budget.NoBetterAfter!.Value.ToString(CultureInfo.InvariantCulture),
    };

    /// <summary>Returns a time in the largest unit in which it is a whole number: <c>90m</c>.</summary>
    public static string Duration(double seconds) => seconds switch
    {
        >= 86_400 when seconds % 86_400 == 0 => Write(seconds / 86_400, "d"),
        >= 3_600 when seconds % 3_600 == 0 => Write(seconds / 3_600, "h"),
        >= 60 when seconds % 60 == 0 => Write(seconds / 60, "m"),
        _ => Write(seconds, "s"),
    };

    private static string Write(double count, string unit) =>
        string.Create(CultureInfo.InvariantCulture, $"{count:0.#######}{unit}");
}
