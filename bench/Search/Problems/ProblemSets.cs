using Experiments.Search.Spaces;
using Experiments.Workloads;
using static Experiments.Bench.Search.Objective;

namespace Experiments.Bench.Search.Problems;

/// <summary>
/// Problems in two halves: settings of a method are chosen on the first, and confirmed on the second, which is
/// not looked at before.
/// </summary>
internal static class ProblemSets
{
    // The optimum of a function that is 0 at the origin moves to this part of each side.
    private static readonly double[] Places = [0.31, 0.72, 0.18, 0.64, 0.45, 0.83, 0.27];

    public static readonly Objective[] Choosing =
    [
        .. Odd(5), .. Odd(10).Where((_, i) => i % 2 == 0), .. Odd(20).Where((_, i) => i % 3 == 1),
        Real("Ackley 20", Cube(20, -32.768, 32.768), Moved(TextbookFunctions.Ackley, 32.768)),
        Real("Michalewicz 10", Cube(10, 0, Math.PI), TextbookFunctions.Michalewicz),
        Real("Styblinski-Tang 6", Cube(6, -5, 5), TextbookFunctions.StyblinskiTang),
        Real("Griewank 8", Cube(8, -600, 600), Moved(TextbookFunctions.Griewank, 600)),
        Real("Camel", [(-3, 3), (-2, 2)], TextbookFunctions.Camel),
        Conditional("conditional", 3), Failing("failing", 4),
        Real("Hartmann 6, noisy", Cube(6, 0, 1), TextbookFunctions.Hartmann6) with { Noise = 0.1 },
        Ties("ties", 4), Whole("whole numbers", 6),
    ];

    public static readonly Objective[] Confirming =
    [
        .. Even(5), .. Even(10).Where((_, i) => i % 2 == 0), .. Even(20).Where((_, i) => i % 3 == 1),
        Real("Levy 20", Cube(20, -10, 10), TextbookFunctions.Levy),
        Real("Schwefel 10", Cube(10, -500, 500), TextbookFunctions.Schwefel),
        Real("Zakharov 6", Cube(6, -5, 10), TextbookFunctions.Zakharov),
        Real("Dixon-Price 8", Cube(8, -10, 10), TextbookFunctions.DixonPrice),
        Real("Rastrigin 3", Cube(3, -5.12, 5.12), Moved(TextbookFunctions.Rastrigin, 5.12)),
        Conditional("conditional", 5), Failing("failing", 7),
        Real("Ackley 6, noisy", Cube(6, -32.768, 32.768), Moved(TextbookFunctions.Ackley, 32.768)) with { Noise = 1 },
        Ties("ties", 7), Whole("whole numbers", 9),
    ];

    private static IEnumerable<Objective> Odd(int size) => Functions(size, 1);

    private static IEnumerable<Objective> Even(int size) => Functions(size, 2);

    private static IEnumerable<Objective> Functions(int size, int first) =>
        from function in Enumerable.Range(0, 12).Select(i => first + 2 * i)
        let bbob = new Bbob(function, size, 1)
        select Real($"f{function} {size}", Cube(size, -5, 5), bbob.Value);

    private static Func<double[], double> Moved(Func<double[], double> function, double half) =>
        x => function([.. x.Select((v, i) => (v - half * (2 * Places[i % Places.Length] - 1)) / 1.5)]);

    private static double Bowl(double[] x) => x.Select((v, i) => Math.Pow(v - Places[i % Places.Length], 2)).Sum();

    /// <summary>Each of three kinds has numbers of its own, beside those that all share.</summary>
    private static Objective Conditional(string name, int own)
    {
        ParameterValue[] kinds = [.. Enumerable.Range(0, 3).Select(i => new ParameterValue.Text($"k{i}"))];
        var space = new SearchSpace(
        [
            new("kind", new Distribution.Categorical([.. kinds]), []),
            new("rate", new Distribution.LogUniform(1e-4, 1), []),
            .. from kind in Enumerable.Range(0, 3)
               from i in Enumerable.Range(0, own)
               select new Parameter(
                   $"k{kind}.x{i}", new Distribution.Uniform(0, 1), [new("kind", [kinds[kind]])]),
        ]);
        return new($"{name} {own}", space, assignment =>
        {
            assignment.TryGet("kind", out var chosen);
            var kind = Array.IndexOf(kinds, chosen!);
            var rate = Math.Log10(Number(assignment, "rate")) + 2 + 0.5 * kind;
            double[] x = [.. Enumerable.Range(0, own).Select(i => Number(assignment, $"k{kind}.x{i}"))];
            return 0.3 * rate * rate + (2 - kind) * 0.05 + (1 + kind) * Bowl(x)
                + 0.1 * x.Sum(v => 1 - Math.Cos(6 * Math.PI * (v - Places[kind])));
        });
    }

    /// <summary>Trials fail beyond a plane that passes near the optimum.</summary>
    private static Objective Failing(string name, int size) =>
        Real($"{name} {size}", Cube(size, 0, 1), x => Bowl(x) + 0.05 * x.Sum(v => 1 - Math.Cos(8 * Math.PI * v))) with
        {
            Fails = assignment => Numbers(assignment).Average() > Places.Take(size).Average() + 0.03,
        };

    /// <summary>Values come in wide steps, and are all equal far from the optimum.</summary>
    private static Objective Ties(string name, int size) =>
        Real($"{name} {size}", Cube(size, 0, 1), x => Math.Min(12, Math.Floor(40 * Bowl(x) / size * 4)));

    private static Objective Whole(string name, int size) => new(
        $"{name} {size}",
        new([.. Enumerable.Range(0, size).Select(i =>
            new Parameter($"n{i}", new Distribution.IntUniform(0, 4 << i % 5), []))]),
        assignment => Bowl([.. Numbers(assignment).Select((n, i) => n / (4 << i % 5))]));
}
