using System.Collections.Immutable;
using Experiments.Search.Deciding;
using Experiments.Search.Deciding.Trials;
using Experiments.Search.Sampling;

namespace Experiments.Search.Methods.Gp;

/// <summary>What the process is to explain: numbers of which smaller is better, made of what trials came to.</summary>
internal static class Targets
{
    public static readonly string[] Warps = (Environment.GetEnvironmentVariable("GP_WARP") ?? "yj").Split(',');

    public static double[] Of(Goal goal, ImmutableArray<Observation> ranked, int trial)
    {
        var raw = ranked.Where(o => o.Objective is not null).Select(o => goal == Goal.Minimize ? o.Objective!.Value : -o.Objective!.Value).ToArray();
        var worst = raw.Max();
        var values = ranked.Select(o => o.Objective is { } x ? (goal == Goal.Minimize ? x : -x) : worst).ToArray();
        values = Warps[trial % Warps.Length] switch
        {
            "none" => values,
            "half" => HalfRank(values),
            "halflog" => LogWarp(HalfRank(values)),
            "log" => LogWarp(values),
            "rank" => Rank(values),
            "yj" => PowerTransform.Of(values),
            _ => throw new NotSupportedException(),
        };
        return Standard(values);
    }

    private static double[] Standard(double[] values)
    {
        var mean = values.Average();
        var deviation = Math.Sqrt(values.Average(v => (v - mean) * (v - mean)));
        return [.. values.Select(v => deviation > 0 ? (v - mean) / deviation : 0)];
    }

    private static double[] Rank(double[] values)
    {
        var order = Enumerable.Range(0, values.Length).OrderBy(i => values[i]).ToArray();
        var result = new double[values.Length];
        for (var r = 0; r < order.Length; r++) result[order[r]] = NormalQuantile.Of((r + 0.5) / order.Length);
        return result;
    }

    private static double[] HalfRank(double[] values)
    {
        var order = values.Order().ToArray();
        var n = order.Length;
        var median = (order[(n - 1) / 2] + order[n / 2]) / 2;
        var good = order.Where(v => v <= median).ToArray();
        var sd = Math.Sqrt(good.Average(v => (v - median) * (v - median)));
        if (sd == 0) sd = 1;
        return [.. values.Select(v =>
        {
            if (v <= median) return v;
            var rank = Array.BinarySearch(order, v);
            if (rank < 0) rank = ~rank;
            return median + sd * NormalQuantile.Of(0.5 + 0.5 * (rank + 0.5 - n / 2.0) / (n / 2.0 + 0.5));
        })];
    }

    private static double[] LogWarp(double[] values)
    {
        const double s = 1.5;
        var (best, worst) = (values.Min(), values.Max());
        if (worst == best) return values;
        // Larger differences near the best.
        return [.. values.Select(v => -(0.5 - PortableMath.Log(1 + (v - best) / (worst - best) * (s - 1)) / PortableMath.Log(s)))];
    }
}
