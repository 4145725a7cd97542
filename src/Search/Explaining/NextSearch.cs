using System.Collections.Immutable;
using Experiments.Search.Spaces;
using Experiments.Search.Specs;
using Experiments.Search.States.Trials;

namespace Experiments.Search.Explaining;

/// <summary>The search to try next: the same with the ranges that an explanation suggests.</summary>
internal static class NextSearch
{
    /// <summary>
    /// Returns the search, which begins with the best trial if that is in its space; null if nothing is suggested.
    /// </summary>
    public static SearchSpec? Of(
        SearchSpec spec, IReadOnlyDictionary<string, Distribution> suggested, RecordedTrial? best)
    {
        // Sums that were possible in the whole range may not be in a part of it.
        var inSums = (spec.Space.Sums ?? []).SelectMany(sum => sum.Terms).Select(term => term.Parameter).ToHashSet();
        var changed = suggested.Where(pair => !inSums.Contains(pair.Key)).ToDictionary();
        if (changed.Count == 0) return null;
        var space = spec.Space with { Parameters = Reachable([.. spec.Space.Parameters.Select(With)]) };
        return spec with
        {
            Space = space,
            // The same seed would propose the same places within the new ranges.
            Seed = unchecked(spec.Seed + 1),
            Enqueue = best is not null && EnqueuedAssignment.TryComplete(space, Of(space, best.Assignment)) is { } first
                ? [first]
                : [],
        };

        Parameter With(Parameter parameter) => changed.TryGetValue(parameter.Name, out var distribution)
            ? parameter with { Distribution = distribution }
            : parameter;
    }

    // Parameters whose conditions cannot hold any more are left out.
    private static ImmutableArray<Parameter> Reachable(ImmutableArray<Parameter> parameters)
    {
        while (true)
        {
            var byName = parameters.ToDictionary(parameter => parameter.Name);
            ImmutableArray<Parameter> kept =
            [
                .. parameters.Where(parameter => parameter.When.All(condition => CanHold(byName, condition)))
                    .Select(parameter => parameter with
                    {
                        When = [.. parameter.When.Select(condition => Possible(byName, condition))],
                    }),
            ];
            if (kept.Length == parameters.Length) return kept;
            parameters = kept;
        }
    }

    private static bool CanHold(Dictionary<string, Parameter> byName, Condition condition) =>
        byName.TryGetValue(condition.Parameter, out var on)
        && condition.Values.Any(value => Fitting.TryFit(on.Distribution, value) is not null);

    private static Condition Possible(Dictionary<string, Parameter> byName, Condition condition) => condition with
    {
        Values =
        [
            .. condition.Values.Where(
                value => Fitting.TryFit(byName[condition.Parameter].Distribution, value) is not null),
        ],
    };

    private static Assignment Of(SearchSpace space, Assignment assignment)
    {
        var names = space.Parameters.Select(parameter => parameter.Name).ToHashSet();
        return new(assignment.Where(pair => names.Contains(pair.Key)));
    }
}
