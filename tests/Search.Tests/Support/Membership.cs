using System.Globalization;
using Experiments.Search.Spaces;

namespace Experiments.Search.Tests.Support;

/// <summary>The values that a distribution can give, implemented independently from its documentation.</summary>
internal static class Membership
{
    public static bool Contains(Distribution distribution, ParameterValue value) => (distribution, value) switch
    {
        ({ IsWhole: true }, ParameterValue.Integer whole) =>
            Contains(distribution with { IsWhole = false }, new ParameterValue.Number(whole.Value)),
        ({ IsWhole: true }, _) => false,
        (Distribution.Constant d, _) => d.Value == value,
        (Distribution.Categorical { Probabilities: { } p } d, _) =>
            d.Values.Zip(p).Any(pair => pair.First == value && pair.Second > 0),
        (Distribution.Categorical d, _) => d.Values.Contains(value),
        (Distribution.IntUniform d, ParameterValue.Integer v) => v.Value >= d.Min && v.Value <= d.Max,
        (Distribution.Uniform { Q: null } d, ParameterValue.Number v) => v.Value >= d.Min && v.Value < d.Max,
        (Distribution.Uniform { Q: { } q } d, ParameterValue.Number v) => Within(v, d.Min, d.Max) && IsMultiple(v, q),
        (Distribution.LogUniform d, ParameterValue.Number v) =>
            Within(v, d.Min, d.Max) && (d.Q is not { } q || IsMultiple(v, q)),
        (Distribution.InvLogUniform d, ParameterValue.Number v) => Within(v, d.Min, d.Max),
        (Distribution.Normal d, ParameterValue.Number v) =>
            double.IsFinite(v.Value) && (d.Q is not { } q || IsMultiple(v, q)),
        (Distribution.LogNormal { Q: null }, ParameterValue.Number v) => v.Value > 0 && double.IsFinite(v.Value),
        (Distribution.LogNormal { Q: { } q }, ParameterValue.Number v) => v.Value >= 0 && IsMultiple(v, q),
        (Distribution.Beta { Q: null }, ParameterValue.Number v) => v.Value is > 0 and < 1,
        (Distribution.Beta { Q: { } q }, ParameterValue.Number v) => Within(v, 0, 1) && IsMultiple(v, q),
        _ => false,
    };

    private static bool Within(ParameterValue.Number number, double min, double max) =>
        number.Value >= min && number.Value <= max;

    private static bool IsMultiple(ParameterValue.Number number, double quantum) =>
        decimal.Parse(number.ToString(), NumberStyles.Float) % (decimal)quantum == 0;
}
