using Experiments.Search.Spaces;

namespace Experiments.Contracts.Workloads;

/// <summary>What a rule allows, and how it reads in a message.</summary>
internal static class ParameterRuleChecks
{
    extension(ParameterRule rule)
    {
        /// <summary>Whether the workload takes this value. A real number that is whole counts as a whole one.</summary>
        public bool Allows(ParameterValue value) => (rule, value) switch
        {
            (ParameterRule.OneOf choice, ParameterValue.Text text) => choice.Words.Contains(text.Value),
            (ParameterRule.SomeOf some, ParameterValue.Text text) => some.Words.Contains(text.Value),
            (ParameterRule.SomeOf, ParameterValue.List list) =>
                list.Items.Length >= 1 && list.Items.All(item => item is ParameterValue.Text && rule.Allows(item)),
            (ParameterRule.YesNo, ParameterValue.Flag) => true,
            (ParameterRule.Widths widths, ParameterValue.List list) =>
                list.Items.Length >= 1 && list.Items.Length <= widths.MaxItems
                && list.Items.All(item => item is ParameterValue.Integer && rule.Allows(item)),
            (_, ParameterValue.Integer whole) =>
                rule.Allows(new ValueRange(whole.Value, whole.Value, false, false, AllWhole: true)),
            (_, ParameterValue.Number real) =>
                rule.Allows(new ValueRange(real.Value, real.Value, false, false, double.IsInteger(real.Value))),
            _ => false,
        };

        /// <summary>Whether the workload takes every number of the range.</summary>
        public bool Allows(ValueRange range) => rule switch
        {
            ParameterRule.Real real => IsWithin(range, real.Min, real.Max, real.MinExcluded, real.MaxExcluded),
            ParameterRule.Whole whole => range.AllWhole && IsWithin(range, whole.Min, whole.Max, false, false),
            ParameterRule.Widths widths => range.AllWhole && IsWithin(range, widths.Min, widths.Max, false, false),
            _ => false,
        };

        /// <summary>What it allows, as the end of "needs …".</summary>
        public string Describe() => rule switch
        {
            ParameterRule.OneOf choice => "one of " + string.Join(", ", choice.Words),
            ParameterRule.SomeOf some => $"one of {string.Join(", ", some.Words)}, or a list of them",
            ParameterRule.Real real =>
                $"a number {(real.MinExcluded ? ">" : "≥")} {real.Min} and {(real.MaxExcluded ? "<" : "≤")} {real.Max}",
            ParameterRule.Whole { Max: long.MaxValue } whole => $"a whole number ≥ {whole.Min}",
            ParameterRule.Whole whole => $"a whole number from {whole.Min} to {whole.Max}",
            ParameterRule.Widths widths =>
                $"a whole number from {widths.Min} to {widths.Max}, or a list of up to {widths.MaxItems} of them",
            _ => "true or false",
        };
    }

    private static bool IsWithin(ValueRange range, double min, double max, bool minExcluded, bool maxExcluded) =>
        (range.Min > min || (range.Min == min && (!minExcluded || range.MinExcluded)))
        && (range.Max < max || (range.Max == max && (!maxExcluded || range.MaxExcluded)));
}
