using System.Collections.Immutable;

namespace Experiments.Search.Explaining;

/// <summary>Pairs of parameters, one of which matters, of which the effect of one depends on the other.</summary>
internal static class Interactions
{
    /// <summary>The fewest trials that interactions are looked for in.</summary>
    public const int FewestTrials = 40;

    // Of each parameter the first functions: a slope and a bend.
    private const int Functions = 2;

    // The effects of single parameters may take this part of the trials.
    private const int TrialsForEachColumn = 4;

    // Scores are ranks, which bends sums a little; only what is larger than such bends is named.
    private const double Smallest = 0.04;

    /// <summary>Returns the pairs with their shares and probabilities by chance, the strongest first.</summary>
    public static ImmutableArray<(ParameterAxis A, ParameterAxis B, double Share, double Chance)> Find(
        Scores scores, IEnumerable<ParameterAxis> axes, ImmutableArray<Effect> effects, bool learns)
    {
        if (scores.Count < FewestTrials || effects.IsEmpty) return [];
        var mattering = effects.Select(effect => effect.Axis).ToList();
        var parameters = mattering.Concat(axes.Except(mattering))
            .Select(axis => (Axis: axis, Columns: axis.Columns(scores.Assignments))).ToList();
        if (TrialsForEachColumn * parameters.Sum(parameter => parameter.Columns.Length) > scores.Count)
            parameters = parameters[..mattering.Count];
        var known = OrthonormalColumns.Base(scores.Count, learns);
        var total = known.Residual(scores.Values).Sum(value => value * value);
        foreach (var (_, columns) in parameters) known.AddAll(columns);
        var left = (from a in Enumerable.Range(0, mattering.Count)
                    from b in Enumerable.Range(a + 1, parameters.Count - a - 1)
                    select (A: parameters[a], B: parameters[b])).ToList();
        var found = ImmutableArray.CreateBuilder<(ParameterAxis, ParameterAxis, double, double)>();
        while (left.Count > 0)
        {
            var candidates = left
                .Select(pair => known.Copy().AddAll(Products(pair.A.Columns, pair.B.Columns))).ToList();
            var freedom = scores.Count - known.Count;
            if (freedom < 2 + candidates.Max(candidate => candidate.Length)) break;
            var residual = known.Residual(scores.Values);
            if (PermutationTest.Best(candidates, residual, freedom, Effects.Level) is not { } best) break;
            var own = candidates[best.Candidate];
            var explained = OrthonormalColumns.Explained(own, residual);
            var noise = (residual.Sum(value => value * value) - explained) / (freedom - own.Length);
            var share = (explained - own.Length * noise) / total;
            var (one, other) = left[best.Candidate];
            if (share >= Smallest) found.Add((one.Axis, other.Axis, share, best.Chance));
            known.AddAll(Products(one.Columns, other.Columns));
            left.RemoveAt(best.Candidate);
        }
        return found.ToImmutable();
    }

    private static IEnumerable<double[]> Products(double[][] a, double[][] b) =>
        from one in a.Take(Functions)
        from other in b.Take(Functions)
        select one.Zip(other, (x, y) => x * y).ToArray();
}
