using System.Collections.Immutable;
using System.Globalization;
using Experiments.Contracts.Messages;
using Experiments.Search.Grids;
using Experiments.Search.Sampling;
using Experiments.Search.Spaces;
using Experiments.Search.Specs;
using Experiments.SweepFiles.Checks;
using Experiments.SweepFiles.Keys;
using Experiments.SweepFiles.Yaml;

namespace Experiments.SweepFiles.Sections;

/// <summary>Reads the limits of sums of parameters in <c>constraints</c>.</summary>
internal static class SumsReader
{
    /// <summary>Whether an entry of <c>constraints</c> limits parameters rather than a metric.</summary>
    public static bool IsSum(Node.Entry entry) => SumText.IsMeant(entry.Key);

    /// <summary>Returns the space with its sums. What is wrong is reported and left out.</summary>
    /// <param name="sweep">The keys of the sweep file.</param>
    /// <param name="space">The space without sums.</param>
    /// <param name="method">How values are proposed.</param>
    /// <param name="errors">Receives the errors.</param>
    public static SearchSpace Read(Section sweep, SearchSpace space, SearchMethod method, ErrorList errors)
    {
        // Wrong parameters would be unknown here.
        if (!sweep.TryGet(SweepKeys.Constraints, out var mapping) || errors.Any) return space;
        var sums = ImmutableArray.CreateBuilder<SumConstraint>();
        foreach (var entry in mapping.Entries.Where(IsSum))
        {
            if (ReadTerms(entry, space, errors) is not { } terms) continue;
            if (ConstraintsReader.ReadLimits(entry, errors) is not var (min, max)) continue;
            sums.Add(new(terms, min, max));
            if (min == max && min is not null && terms.Any(term => IsReal(space, term.Parameter)))
                errors.Add(
                    entry.Value.At,
                    $"constraints: {Quote.Text(entry.Key)} cannot be exactly {Text(min.Value)}, since it has real "
                    + "parameters; leave one of them out of 'parameters', and let the program compute it from the "
                    + "others");
        }

        if (sums.Count == 0 || errors.Any) return space;
        var limited = space with { Sums = sums.ToImmutable() };
        CheckGrid(mapping, space, method, errors);
        CheckRegion(mapping, limited, errors);
        return limited;
    }

    private static ImmutableArray<SumTerm>? ReadTerms(Node.Entry entry, SearchSpace space, ErrorList errors)
    {
        var subject = $"constraints: {Quote.Text(entry.Key)}";
        if (!SumText.TryRead(entry.Key, out var terms))
        {
            errors.Add(
                entry.KeyAt,
                $"{subject} is no sum of parameters; write it like '2*a + b - c', with the numbers in min and max");
            return null;
        }

        foreach (var term in terms)
        {
            var parameter = space.Parameters.FirstOrDefault(known => known.Name == term.Parameter);
            if (parameter is null)
                errors.Add(
                    entry.KeyAt,
                    $"constraints: there is no parameter {Quote.Text(term.Parameter)}" + Spelling.HintOrList(
                        term.Parameter, [.. space.Parameters.Select(known => known.Name)], "there are"));
            else if (!IsNumeric(parameter.Distribution))
                errors.Add(
                    entry.KeyAt,
                    $"{subject} needs numbers, and parameter {Quote.Text(term.Parameter)} has other values");
        }

        return errors.Any ? null : terms;
    }

    private static void CheckGrid(Node.Mapping mapping, SearchSpace space, SearchMethod method, ErrorList errors)
    {
        if (method == SearchMethod.Grid && GridSize.Count(space) > GridSize.MostWithSums)
            errors.Add(
                mapping.At,
                $"'constraints' of parameters need a grid of at most {GridSize.MostWithSums} points before they are "
                + "applied; give fewer values, or use random");
    }

    private static void CheckRegion(Node.Mapping mapping, SearchSpace space, ErrorList errors)
    {
        if (errors.Any) return;
        var region = Region.Of(space);
        if (!region.IsEmpty) return;
        var broken = space.Sums!.Value.First(sum => sum.ExcessOf(region.Nearest) > 0);
        var sum = broken.SumOf(region.Nearest);
        errors.Add(
            mapping.At,
            $"'constraints' cannot be met: no values of the parameters were found that keep all of them; the nearest "
            + $"give {broken.Text} = {Text(sum)}, which must be "
            + (sum > broken.Max ? $"at most {Text(broken.Max.Value)}" : $"at least {Text(broken.Min!.Value)}"));
    }

    private static bool IsReal(SearchSpace space, string name) =>
        space.Parameters.First(parameter => parameter.Name == name).Distribution is var distribution
        && !GridSize.IsFinite(distribution)
        && distribution is not (Distribution.Normal { Q: not null } or Distribution.LogNormal { Q: not null });

    private static bool IsNumeric(Distribution distribution) => distribution switch
    {
        Distribution.Constant constant => constant.Value.ToReal() is not null,
        Distribution.Categorical choice => choice.Values.All(value => value.ToReal() is not null),
        _ => true,
    };

    private static string Text(double number) => number.ToString("0.######", CultureInfo.InvariantCulture);
}
