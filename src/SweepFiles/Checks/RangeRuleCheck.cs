namespace Experiments.SweepFiles.Checks;

/// <summary>Checks whether a workload accepts every value of a distribution.</summary>
internal static class RangeRuleCheck
{
    /// <summary>Whether the rule allows every number of the range.</summary>
    public static bool Allows(this ParameterRule rule, ValueRange range) => rule switch
    {
        ParameterRule.Real real => IsWithin(range, real.Min, real.Max, real.MinExcluded, real.MaxExcluded),
        ParameterRule.Whole whole => range.AllWhole && IsWithin(range, whole.Min, whole.Max, false, false),
        ParameterRule.Widths widths => range.AllWhole && IsWithin(range, widths.Min, widths.Max, false, false),
        _ => false,
    };

    private static bool IsWithin(ValueRange range, double min, double max, bool minExcluded, bool maxExcluded) =>
        (range.Min > min || (range.Min == min && (!minExcluded || range.MinExcluded)))
        && (range.Max < max || (range.Max == max && (!maxExcluded || range.MaxExcluded)));
}
