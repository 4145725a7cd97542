namespace Experiments.Bench.Search;

/// <summary>
/// Mean best value after 100 trials over the seeds 0 to 9, Optuna 4.9 with default settings, measured once on two
/// cores.
/// </summary>
internal static class OptunaFigures
{
    public static readonly string[] Methods = ["random", "tpe", "tpe_mv", "cmaes", "gp"];

    /// <summary>One row for each of <see cref="Problems.Textbook.All"/>, one column for each method.</summary>
    public static readonly double[][] Means =
    [
        [0.799, 0.480, 0.509, 0.601, 0.398],
        [-2.06, -2.98, -2.94, -3.04, -3.31],
        [1900, 98.1, 55.8, 63.0, 26.0],
        [41.3, 27.5, 29.4, 22.4, 27.8],
        [17.1, 9.93, 9.68, 6.27, 5.68],
        [2.82, 0.778, 0.593, 0.288, 0.221],
        [0.196, 0.0515, 0.0461, 0.0689, 0.0088],
    ];

    public static readonly double[] Milliseconds = [0.6, 7.4, 3.5, 1.2, 93];
}
