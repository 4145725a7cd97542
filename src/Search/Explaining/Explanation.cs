using System.Collections.Immutable;
using Experiments.Search.Methods;
using Experiments.Search.Spaces;
using Experiments.Search.Specs;
using Experiments.Search.States.Trials;

namespace Experiments.Search.Explaining;

/// <summary>
/// What the trials of a sweep tell: statements with what they follow from, and the search to try next. A pure function
/// of recorded trials.
/// </summary>
/// <param name="Statements">The statements, in the order in which a person would want them.</param>
/// <param name="Next">The search to try next, or null if nothing is sure enough to change it.</param>
public sealed record Explanation(ImmutableArray<Statement> Statements, SearchSpec? Next)
{
    /// <summary>The fewest trials with a result that effects of parameters are looked for in.</summary>
    public const int FewestTrials = 10;

    /// <summary>The number of trials that are looked at; more would take seconds, and tell no more.</summary>
    public const int MostTrials = 5_000;

    /// <summary>Explains a sweep.</summary>
    /// <param name="spec">The specification of the search. Only the first of several objectives is explained.</param>
    /// <param name="trials">Its trials, in the order of their numbers.</param>
    public static Explanation Of(SearchSpec spec, IReadOnlyList<RecordedTrial> trials)
    {
        var learns = SearchMethods.Get(spec.Method).Learns;
        var sign = spec.Goal == Goal.Minimize ? 1 : -1;
        var completed = trials.Where(trial => trial.HasCompleted).ToList();
        List<RecordedTrial> bestFirst =
        [
            .. completed.OrderBy(trial => trial.Violation).ThenBy(trial => sign * trial.Objective!.Value)
                .ThenBy(trial => trial.Number),
        ];
        var scores = Scores.Of(spec, trials.Take(MostTrials));
        var axes = ParameterAxis.Of(spec.Space).ToList();
        var statements = new List<Statement>();
        var suggested = new Dictionary<string, Distribution>();
        ImmutableArray<Effect> effects = scores.Count < FewestTrials ? [] : Effects.Find(scores, axes, learns);
        statements.AddRange(effects.Select(effect => Sentences.Matters(effect, scores)));
        if (scores.Count < FewestTrials) statements.Add(Sentences.TooFew(scores.Count));
        else if (Sentences.NoEffect(axes, effects, scores) is { } none) statements.Add(none);
        foreach (var (a, b, share, chance) in Interactions.Find(scores, axes, effects, learns))
            statements.Add(Sentences.Interact(a, b, share, chance, scores));

        if (!effects.IsEmpty)
        {
            var model = new EffectModel(scores, effects.Select(effect => effect.Axis), learns);
            foreach (var effect in effects)
            {
                var region = GoodRegion.Find(model, effect.Axis, scores.Assignments);
                var edge = SpaceEdge.Find(model, effect.Axis, region, bestFirst);
                var narrow = region.Says(effect.Axis) ? Ranges.Narrow(effect.Axis, region) : null;
                var wide = edge is null ? null : Ranges.Widen(effect.Axis, edge.AtHigh);
                if (region.Says(effect.Axis)) statements.Add(Sentences.Good(effect, region, narrow));
                if (edge is not null) statements.Add(Sentences.AtEdge(effect, edge, wide));
                if ((wide ?? narrow) is { } better) suggested[effect.Axis.Parameter.Name] = better;
            }
        }

        // Without an effect of any parameter, a better trial would only be a luckier one.
        if (!effects.IsEmpty && MoreTrials.Of(
            [.. completed.Where(trial => trial.Violation == 0).Select(trial => sign * trial.Objective!.Value)],
            learns) is { } more)
            statements.Add(Sentences.More(more));
        if (spec.EarlyTermination is not null && EarlyStops.Of(spec, trials) is { } stops)
            statements.AddRange(Sentences.Stops(stops));
        return new([.. statements], NextSearch.Of(spec, suggested, bestFirst.FirstOrDefault()));
    }
}
