using System.Collections.Immutable;
using Experiments.Search.Grids;
using Experiments.SweepFiles.Parameters;
using Experiments.SweepFiles.Yaml;

namespace Experiments.SweepFiles.Checks;

/// <summary>
/// Checks that a grid's parameters have values that can be listed, and that its points do not exceed the range of trial
/// numbers.
/// </summary>
internal static class GridCheck
{
    public static void Run(
        ImmutableArray<LocatedParameter> parameters, bool isCapped, Position methodAt, ErrorList errors)
    {
        var listed = parameters.Where(IsListed).ToImmutableArray();
        foreach (var parameter in parameters.Where(
            parameter => parameter.Distribution is not null && !IsListed(parameter)))
        {
            errors.Add(parameter.At,
                $"parameter '{parameter.Name}' has no list of values, which method grid needs; "
                + "give it 'values', whole min and max, or a distribution with bounds and q");
        }
        // With wrong conditions the points cannot be counted. Parameters without conditions still multiply the points.
        var counted = errors.Any ? [.. listed.Where(parameter => parameter.When.IsEmpty)] : listed;
        try
        {
            var points = GridSize.Count(new([.. counted.Select(parameter => parameter.ToParameter())]));
            if (!isCapped && points > int.MaxValue)
                errors.Add(
                    methodAt,
                    $"the grid has more than {int.MaxValue} points; give fewer values, or a 'run_cap'");
        }
        catch (NotSupportedException)
        {
            errors.Add(methodAt,
                "the conditions tie too many parameters together to count the points of the grid; "
                + "give fewer of them a 'when' on several parameters, or use random");
        }
    }

    private static bool IsListed(LocatedParameter parameter) =>
        parameter.Distribution is { } distribution && GridSize.IsFinite(distribution);
}
