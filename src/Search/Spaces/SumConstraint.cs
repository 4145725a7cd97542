using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json.Serialization;

namespace Experiments.Search.Spaces;

/// <summary>
/// A limit of a weighted sum of parameters: at least Min and at most Max; null is no limit. A parameter that does not
/// exist in an assignment adds nothing.
/// </summary>
/// <param name="Terms">The terms, at least one, each of a parameter whose values are numbers.</param>
/// <param name="Min">The least sum, finite, included.</param>
/// <param name="Max">The greatest sum, finite, included.</param>
public sealed record SumConstraint(ImmutableArray<SumTerm> Terms, double? Min = null, double? Max = null)
{
    // Multiples such as 0.1 + 0.2 are not exact.
    private const double Tolerance = 1e-9;

    /// <summary>The sum as a sweep file has it, such as <c>2*a + b</c>.</summary>
    [JsonIgnore]
    public string Text
    {
        get
        {
            var text = string.Concat(Terms.Select((term, at) =>
                (term.Weight < 0 ? at == 0 ? "-" : " - " : at == 0 ? "" : " + ")
                + (Math.Abs(term.Weight) == 1
                    ? term.Parameter
                    : string.Create(CultureInfo.InvariantCulture, $"{Math.Abs(term.Weight):R}*{term.Parameter}"))));
            return text;
        }
    }

    /// <summary>Returns the sum for an assignment.</summary>
    public double SumOf(Assignment assignment)
    {
        var sum = 0.0;
        foreach (var term in Terms)
            if (assignment.TryGet(term.Parameter, out var value)) sum += term.Weight * (value.ToReal() ?? 0);
        return sum;
    }

    /// <summary>Returns by how much the sum for an assignment is outside; 0 if it is inside.</summary>
    public double ExcessOf(Assignment assignment)
    {
        var sum = SumOf(assignment);
        return Math.Max(Excess(sum - Max, Max), Excess(Min - sum, Min));
    }

    private static double Excess(double? beyond, double? limit) =>
        beyond is { } excess && excess > Tolerance * Math.Max(1, Math.Abs(limit!.Value)) ? excess : 0;
}
