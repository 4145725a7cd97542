using System.Collections.Immutable;
using Experiments.Search.Spaces;

namespace Experiments.Search.Explaining;

/// <summary>The statements as sentences, each with its evidence.</summary>
internal static class Sentences
{
    // Fewer stopped trials than this would have been better than the best: stopping was safe.
    private const double Safe = 0.1;

    private const int MostNamed = 6;

    public static Statement TooFew(int count) => new(
        StatementKind.NoEffect, [],
        $"too few trials to tell which parameters matter: {count}, and at least {Explanation.FewestTrials} are needed",
        "only trials with a result count");

    public static Statement Matters(Effect effect, Scores scores) => new(
        StatementKind.Matters, [Name(effect.Axis)],
        $"{Name(effect.Axis)} matters: it explains about {Percent(effect.Share)} % of the differences between trials "
        + $"({Percent(effect.Interval.Low)} to {Percent(effect.Interval.High)} %)",
        Trials(scores))
    {
        Chance = effect.Chance,
        IsFinding = true,
        Share = effect.Share,
        ShareInterval = effect.Interval,
    };

    public static Statement? NoEffect(
        IReadOnlyList<ParameterAxis> axes, IEnumerable<Effect> effects, Scores scores)
    {
        var others = axes.Except(effects.Select(effect => effect.Axis)).Select(Name).ToList();
        if (others.Count == 0) return null;
        var named = others.Count <= MostNamed
            ? string.Join(", ", others)
            : $"{string.Join(", ", others.Take(MostNamed))} and {others.Count - MostNamed} more";
        return new(
            StatementKind.NoEffect, [.. others],
            $"no effect beyond chance of {named}; that they have none is not shown", Trials(scores));
    }

    public static Statement Interact(ParameterAxis a, ParameterAxis b, double share, double chance, Scores scores) =>
        new(StatementKind.Interaction, [Name(a), Name(b)],
            $"the effect of {Name(a)} depends on {Name(b)}: together they explain about {Percent(share)} % more than "
            + "each alone", Trials(scores))
        {
            Chance = chance,
            IsFinding = true,
            Share = share,
        };

    public static Statement Good(Effect effect, GoodRegion region, Distribution? narrow)
    {
        var axis = effect.Axis;
        ImmutableArray<ParameterValue> good = axis.IsChoice ? region.Choices : Ends(axis, region);
        var values = !axis.IsChoice ? $"from {Short(good[0])} to {Short(good[1])}"
            : good.Length == 1 ? $"as {good[0]}"
            : $"as one of {string.Join(", ", good)}";
        return new(
            StatementKind.GoodRegion, [Name(axis)], $"{Name(axis)} is good {values}",
            "values there are not clearly worse than the best one, by least squares over all trials")
        {
            Chance = effect.Chance,
            IsFinding = true,
            Good = good,
            Suggested = narrow,
        };
    }

    public static Statement AtEdge(Effect effect, SpaceEdge edge, Distribution? wide)
    {
        var axis = effect.Axis;
        var bound = Short(axis.At(edge.AtHigh != axis.IsDescending ? 1 : 0));
        var advice = wide is not null
            ? $"widen it, such as to {Range(wide)}"
            : axis.IsChoice
                ? $"add a {(edge.AtHigh ? "larger" : "smaller")} value"
                : "this may be a natural limit; if it is not, widen it";
        return new(
            StatementKind.Edge, [Name(axis)],
            $"{Name(axis)} is best at its {(edge.AtHigh ? "upper" : "lower")} bound, {bound}: {advice}",
            $"{edge.Near} of the best {edge.Of} trials are in the outer quarter of its range, and the expected result "
            + "improves up to the bound by more than two standard errors")
        {
            Chance = effect.Chance,
            IsFinding = true,
            Suggested = wide,
        };
    }

    // Whether a new best trial comes is a matter of luck, so only what is expected is said.
    public static Statement More(MoreTrials more) => new(
        StatementKind.MoreTrials, [],
        $"as many trials again are expected to make the best better by about {Short(more.NextGain)}, which is "
        + $"{Percent(more.NextGain / more.Spread)} % of how much better it is than the median trial; often by nothing",
        $"the last doubling of the trials made it better by {Short(more.LastGain)}");

    public static IEnumerable<Statement> Stops(EarlyStops stops)
    {
        yield return new(
            StatementKind.Saved, [],
            $"early termination stopped {stops.Stopped} of {stops.Ended} trials and saved {Percent(stops.Saved)} % of "
            + "the epochs", $"{stops.Trained} were trained of {stops.ToTheEnd}");
        if (stops.BetterThanBest is not { } better) yield break;
        var evidence = $"of the {stops.Compared} trials that trained past step {stops.FirstStep} to their end, the "
            + $"value there and the final one have a correlation of {stops.Correlation:0.00}; this assumes that "
            + "stopped trials would have gone on like those";
        yield return better < Safe
            ? new(StatementKind.StoppedGood, [],
                $"it hardly stopped a trial that would have become the best: about {better:0.00} are expected",
                evidence)
            {
                IsFinding = true,
            }
            : new(StatementKind.StoppedGood, [],
                $"it may have stopped a trial that would have become the best: about {better:0.0} are expected; "
                + "never_stopped keeps some to their end, which shows it", evidence);
    }

    /// <summary>Returns a share in whole percent.</summary>
    public static string Percent(double share) => $"{100 * share:0}";

    private static string Name(ParameterAxis axis) => axis.Parameter.Name;

    private static string Trials(Scores scores) =>
        $"{scores.Count} {(scores.Count == 1 ? "trial" : "trials")}"
        + (scores.Stopped > 0 ? $", {scores.Stopped} of them stopped early" : "");

    // 1 / x decreases as x increases.
    private static ImmutableArray<ParameterValue> Ends(ParameterAxis axis, GoodRegion region) =>
        [.. new[] { axis.At(region.Low), axis.At(region.High) }.OrderBy(value => value.ToReal())];

    private static string Range(Distribution distribution) => distribution switch
    {
        Distribution.IntUniform d => $"{d.Min} to {d.Max}",
        Distribution.Uniform d => $"{d.Min} to {d.Max}",
        Distribution.LogUniform d => $"{d.Min} to {d.Max}",
        Distribution.InvLogUniform d => $"{d.Min} to {d.Max}",
        _ => distribution.ToString(),
    };

    private static string Short(double number) => $"{number:G3}";

    private static string Short(ParameterValue value) => value is ParameterValue.Number number
        ? Short(number.Value)
        : value.ToString()!;
}
