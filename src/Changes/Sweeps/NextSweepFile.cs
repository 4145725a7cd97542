using Experiments.Contracts.Sweeps;
using Experiments.Search.Explaining;
using Experiments.Search.Methods;
using Experiments.Search.Spaces;
using Experiments.Search.Specs;
using Experiments.Storage.Queries;
using Experiments.SweepFiles;
using Experiments.SweepFiles.Writing;

namespace Experiments.Changes.Sweeps;

/// <summary>Writes the sweep to try next, as an explanation suggests.</summary>
public static class NextSweepFile
{
    /// <summary>Returns the sweep file, which is valid, or null if nothing is sure enough for a change.</summary>
    /// <param name="sweep">The sweep that was explained.</param>
    /// <param name="spec">Its specification, which may lack what is not for the reader.</param>
    /// <param name="explanation">Its explanation.</param>
    public static string? Write(SweepDetail sweep, SweepSpec spec, Explanation explanation) =>
        explanation.Next is { } next ? Valid(sweep with { Spec = spec }, next) : null;

    // A workload may refuse a wider range; the parameter then keeps the one it has.
    private static string? Valid(SweepDetail sweep, SearchSpec next)
    {
        if (Text(sweep, next) is var whole && IsValid(whole)) return whole;
        var old = sweep.Spec.Search.Space.Parameters.ToDictionary(parameter => parameter.Name);
        var kept = next.Space.Parameters
            .Select(parameter => IsValid(Text(sweep, With([parameter]))) ? parameter : old[parameter.Name]).ToList();
        var changed = kept
            .Where(parameter => parameter.Distribution != old[parameter.Name].Distribution).ToList();
        return changed.Count > 0 && Text(sweep, With(changed)) is var some && IsValid(some) ? some : null;

        SearchSpec With(IReadOnlyCollection<Parameter> changes) => next with
        {
            Space = sweep.Spec.Search.Space with
            {
                Parameters =
                [
                    .. sweep.Spec.Search.Space.Parameters.Select(parameter =>
                        changes.FirstOrDefault(change => change.Name == parameter.Name) ?? parameter),
                ],
            },
            Enqueue = [],
        };
    }

    private static bool IsValid(string text) => SweepFile.Parse(text, "next").IsValid;

    private static string Text(SweepDetail sweep, SearchSpec next)
    {
        const string Suffix = "-next";
        var spec = sweep.Spec with
        {
            Name = sweep.Spec.Name + Suffix,
            Search = next with { Version = AlgorithmVersions.Newest },
            // A method that learns begins with what this sweep has found.
            WarmStart = SearchMethods.Learning.Contains(next.Method) ? [sweep.Summary.Id] : [],
        };
        var old = sweep.Spec.Search.Space.Parameters.ToDictionary(parameter => parameter.Name);
        var changed = next.Space.Parameters
            .Where(parameter => parameter.Distribution != old[parameter.Name].Distribution)
            .Select(parameter => parameter.Name);
        return SweepFileText.Write(
            spec,
            [
                $"What to try after {sweep.Summary.Title()}, as 'experiments explain' says.",
                $"Other ranges: {string.Join(", ", changed)}.",
            ],
            shared: false);
    }
}
