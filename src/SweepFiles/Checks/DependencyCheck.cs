using System.Collections.Immutable;
using Experiments.Search.Spaces;
using Experiments.SweepFiles.Parameters;

namespace Experiments.SweepFiles.Checks;

/// <summary>
/// Checks that conditions do not form a cycle, in which a parameter's existence would depend on itself.
/// </summary>
internal static class DependencyCheck
{
    private const int LongestShown = 10;

    public static void Run(ImmutableArray<LocatedParameter> parameters, ErrorList errors)
    {
        foreach (var cycle in DependencyOrder.CyclesOf(KnownParentsOnly(parameters)))
            Report([.. cycle.Select(position => parameters[position])], errors);
    }

    private static void Report(ImmutableArray<LocatedParameter> cycle, ErrorList errors)
    {
        var names = cycle.Append(cycle[0]).Select(parameter => parameter.Name).ToArray();
        var shown = string.Join(" → ", names.Take(LongestShown)) + (names.Length > LongestShown ? " → …" : "");
        var at = cycle[0].When.First(condition => condition.Parent == names[1]).At;
        errors.Add(at, $"the conditions of parameter '{names[0]}' form a cycle: {shown}");
    }

    // An unknown parent is reported separately. Distributions do not matter here and may be missing.
    private static SearchSpace KnownParentsOnly(ImmutableArray<LocatedParameter> parameters)
    {
        var names = parameters.Select(parameter => parameter.Name).ToHashSet();
        return new(
        [
            .. parameters.Select(parameter => (parameter with
            {
                When = [.. parameter.When.Where(condition => names.Contains(condition.Parent))],
            }).ToParameter()),
        ]);
    }
}
