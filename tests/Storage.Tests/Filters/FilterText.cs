using Experiments.Storage.Filters;

namespace Experiments.Storage.Tests.Filters;

/// <summary>Writes filters with all parentheses.</summary>
internal static class FilterText
{
    public static string Of(FilterSyntax filter) => filter switch
    {
        FilterSyntax.And and => $"({string.Join(" and ", and.Items.Select(Of))})",
        FilterSyntax.Or or => $"({string.Join(" or ", or.Items.Select(Of))})",
        FilterSyntax.Not not => $"not {Of(not.Item)}",
        FilterSyntax.Compare compare =>
            $"{compare.Name.Name} {Sign(compare.Comparison)} {ValueOf(compare.Value.Value)}",
        FilterSyntax.In one =>
            $"{one.Name.Name} in ({string.Join(", ", one.Values.Select(value => ValueOf(value.Value)))})",
        FilterSyntax.IsNull none => $"{none.Name.Name} is null",
        _ => throw new ArgumentOutOfRangeException(nameof(filter)),
    };

    private static string ValueOf(ParameterValue value) =>
        value is ParameterValue.Text text ? $"'{text.Value}'" : value.ToString()!;

    private static string Sign(Comparison comparison) => comparison switch
    {
        Comparison.Equal => "=",
        Comparison.NotEqual => "!=",
        Comparison.Less => "<",
        Comparison.AtMost => "<=",
        Comparison.More => ">",
        _ => ">=",
    };
}
