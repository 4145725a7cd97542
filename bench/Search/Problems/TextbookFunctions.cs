namespace Experiments.Bench.Search.Problems;

/// <summary>Test functions of global optimisation, with their usual constants.</summary>
internal static class TextbookFunctions
{
    private static readonly double[] HartmannWeights = [1.0, 1.2, 3.0, 3.2];

    private static readonly double[][] HartmannScales =
    [
        [10, 3, 17, 3.5, 1.7, 8], [0.05, 10, 17, 0.1, 8, 14], [3, 3.5, 1.7, 10, 17, 8], [17, 8, 0.05, 10, 0.1, 14],
    ];

    private static readonly double[][] HartmannCentres =
    [
        [0.1312, 0.1696, 0.5569, 0.0124, 0.8283, 0.5886], [0.2329, 0.4135, 0.8307, 0.3736, 0.1004, 0.9991],
        [0.2348, 0.1451, 0.3522, 0.2883, 0.3047, 0.6650], [0.4047, 0.8828, 0.8732, 0.5743, 0.1091, 0.0381],
    ];

    public static double Branin(double[] x)
    {
        var valley = x[1] - 5.1 / (4 * Math.PI * Math.PI) * x[0] * x[0] + 5 / Math.PI * x[0] - 6;
        return valley * valley + 10 * (1 - 1 / (8 * Math.PI)) * Math.Cos(x[0]) + 10;
    }

    public static double Hartmann6(double[] x) =>
        -HartmannWeights.Select((weight, i) => weight * Math.Exp(
            -x.Select((value, j) => HartmannScales[i][j] * Square(value - HartmannCentres[i][j])).Sum())).Sum();

    public static double Rosenbrock(double[] x) =>
        x.Zip(x.Skip(1), (a, b) => 100 * Square(b - a * a) + Square(1 - a)).Sum();

    public static double Rastrigin(double[] x) => x.Sum(v => v * v - 10 * Math.Cos(2 * Math.PI * v) + 10);

    public static double Ackley(double[] x) =>
        -20 * Math.Exp(-0.2 * Math.Sqrt(x.Average(v => v * v)))
        - Math.Exp(x.Average(v => Math.Cos(2 * Math.PI * v))) + 20 + Math.E;

    public static double Levy(double[] x)
    {
        var w = x.Select(v => 1 + (v - 1) / 4).ToArray();
        return Square(Math.Sin(Math.PI * w[0]))
            + w[..^1].Sum(v => Square(v - 1) * (1 + 10 * Square(Math.Sin(Math.PI * v + 1))))
            + Square(w[^1] - 1) * (1 + Square(Math.Sin(2 * Math.PI * w[^1])));
    }

    public static double Michalewicz(double[] x) =>
        -x.Select((v, i) => Math.Sin(v) * Math.Pow(Math.Sin((i + 1) * v * v / Math.PI), 20)).Sum();

    public static double StyblinskiTang(double[] x) => x.Sum(v => v * v * v * v - 16 * v * v + 5 * v) / 2;

    public static double Griewank(double[] x) =>
        1 + x.Sum(v => v * v) / 4000 - x.Select((v, i) => Math.Cos(v / Math.Sqrt(i + 1))).Aggregate((a, b) => a * b);

    public static double Camel(double[] x) =>
        (4 - 2.1 * x[0] * x[0] + x[0] * x[0] * x[0] * x[0] / 3) * x[0] * x[0] + x[0] * x[1]
        + (4 * x[1] * x[1] - 4) * x[1] * x[1];

    public static double Zakharov(double[] x)
    {
        var slope = Square(x.Select((v, i) => 0.5 * (i + 1) * v).Sum());
        return x.Sum(Square) + slope + slope * slope;
    }

    public static double DixonPrice(double[] x) =>
        Square(x[0] - 1) + x.Skip(1).Select((v, i) => (i + 2) * Square(2 * v * v - x[i])).Sum();

    public static double Schwefel(double[] x) =>
        418.982887272433799 * x.Length - x.Sum(v => v * Math.Sin(Math.Sqrt(Math.Abs(v))));

    private static double Square(double value) => value * value;
}
