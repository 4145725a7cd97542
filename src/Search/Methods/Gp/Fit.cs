using Experiments.Search.Numerics;

namespace Experiments.Search.Methods.Gp;

/// <summary>The most likely hyperparameters.</summary>
internal static class Fit
{
    private const int MostValues = 40;
    private static readonly double[] Shifts = [.. (Environment.GetEnvironmentVariable("GP_SHIFTS") ?? "0,-2").Split(',').Select(double.Parse)];
    private static readonly double LogNoiseCeiling = double.Parse(Environment.GetEnvironmentVariable("GP_NMAX") ?? "0");
    private static readonly double LogNoiseFloor = double.Parse(Environment.GetEnvironmentVariable("GP_NMIN") ?? "-14");

    public static Hyperparameters Of(GpAxes axes, double[][] points, double[] targets)
    {
        var likelihood = new Likelihood(axes, points, targets);
        double[] low = [.. Enumerable.Repeat(-4.0, axes.Count), LogNoiseFloor];
        double[] high = [.. Enumerable.Repeat(6.0, axes.Count), LogNoiseCeiling];
        var best = (At: likelihood.Start, Value: double.PositiveInfinity);
        foreach (var shift in Shifts)
        {
            var start = likelihood.Start;
            for (var i = 0; i < axes.Count; i++) start[i] += shift;
            var found = BoxMinimizer.Minimize(likelihood.Of, start, low, high, 1, MostValues, 1e-5);
            if (found.Value < best.Value) best = found;
        }
        if (Environment.GetEnvironmentVariable("GP_SHOW") is not null)
            Console.Error.WriteLine($"{points.Length} {best.Value:F2} " + string.Join(' ', best.At.Select(x => x.ToString("F2"))));
        return Likelihood.Meaning(best.At);
    }
}
