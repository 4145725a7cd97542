using System.Collections.Immutable;

namespace Experiments.Search.Explaining;

/// <summary>
/// Which parameters matter: they are added one after the other, the strongest first, as long as the next explains more
/// of what is left than chance does.
/// </summary>
internal static class Effects
{
    /// <summary>
    /// The largest probability of a statement by chance. All statements about parameters of a sweep without any effect
    /// are false together about as often.
    /// </summary>
    public const double Level = 0.01;

    // Half of a normal distribution's interval of 90 %, in deviations.
    private const double Deviations = 1.645;

    private const int Groups = 20;

    /// <summary>Returns the parameters that matter, the largest share first.</summary>
    public static ImmutableArray<Effect> Find(Scores scores, IEnumerable<ParameterAxis> axes, bool learns)
    {
        var left = axes.Select(axis => (Axis: axis, Columns: axis.Columns(scores.Assignments)))
            .Where(candidate => candidate.Columns.Length > 0).ToList();
        var known = OrthonormalColumns.Base(scores.Count, learns);
        var found = new List<(ParameterAxis Axis, double[][] Columns, double Chance)>();
        while (left.Count > 0)
        {
            var candidates = left.Select(candidate => known.Copy().AddAll(candidate.Columns)).ToList();
            var freedom = scores.Count - known.Count;
            // What remains must be enough to tell an effect from chance.
            if (freedom < 2 + candidates.Max(columns => columns.Length)) break;
            if (PermutationTest.Best(candidates, known.Residual(scores.Values), freedom, Level) is not { } best) break;
            found.Add((left[best.Candidate].Axis, left[best.Candidate].Columns, best.Chance));
            known.AddAll(left[best.Candidate].Columns);
            left.RemoveAt(best.Candidate);
        }

        if (found.Count == 0) return [];
        var columns = found.Select(one => one.Columns).ToList();
        var all = Enumerable.Range(0, scores.Count).ToArray();
        var shares = Shares(columns, scores.Values, all, learns);
        var deviations = Deviations90(columns, scores.Values, learns);
        return
        [
            .. found.Select((one, at) => new Effect(
                one.Axis, one.Chance, shares[at],
                (Math.Clamp(shares[at] - deviations[at], 0, 1), Math.Clamp(shares[at] + deviations[at], 0, 1))))
                .OrderByDescending(effect => effect.Share),
        ];
    }

    // A jackknife that leaves out a twentieth of the trials each time.
    private static double[] Deviations90(List<double[][]> columns, double[] scores, bool learns)
    {
        var order = Enumerable.Range(0, scores.Length).ToArray();
        new Random(0).Shuffle(order);
        var groups = Math.Min(Groups, scores.Length);
        var shares = Enumerable.Range(0, groups)
            .Select(group => Shares(
                columns, scores, [.. order.Where((_, at) => at % groups != group).Order()], learns))
            .ToList();
        return
        [
            .. columns.Select((_, at) =>
            {
                var mean = shares.Average(share => share[at]);
                var squares = shares.Sum(share => (share[at] - mean) * (share[at] - mean));
                return Deviations * Math.Sqrt(squares * (groups - 1) / groups);
            }),
        ];
    }

    /// <summary>
    /// Returns for each parameter the share of the sum of squares that only it explains, less what as many columns of
    /// noise would.
    /// </summary>
    private static double[] Shares(List<double[][]> columns, double[] scores, int[] rows, bool learns)
    {
        double[] Rows(double[] column) => [.. rows.Select(row => column[row])];

        var values = Rows(scores);
        var reduced = columns.Select(parameter => parameter.Select(Rows).ToArray()).ToList();
        var whole = OrthonormalColumns.Base(rows.Length, learns);
        var total = whole.Residual(values).Sum(value => value * value);
        foreach (var parameter in reduced) whole.AddAll(parameter);
        var noise = whole.Residual(values).Sum(value => value * value) / Math.Max(1, rows.Length - whole.Count);
        return
        [
            .. reduced.Select((parameter, at) =>
            {
                var others = OrthonormalColumns.Base(rows.Length, learns);
                foreach (var other in reduced.Where((_, index) => index != at)) others.AddAll(other);
                var own = others.AddAll(parameter);
                return Math.Clamp((OrthonormalColumns.Explained(own, values) - own.Length * noise) / total, 0, 1);
            }),
        ];
    }
}
