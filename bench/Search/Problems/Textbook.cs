using Experiments.Search.Spaces;
using Experiments.Workloads;
using static Experiments.Bench.Search.Objective;

namespace Experiments.Bench.Search.Problems;

/// <summary>The problems for which Optuna's results are recorded in <see cref="OptunaFigures"/>.</summary>
internal static class Textbook
{
    public static readonly Objective[] All =
    [
        Real("Branin", [(-5, 10), (0, 15)], TextbookFunctions.Branin),
        Real("Hartmann 6", Cube(6, 0, 1), TextbookFunctions.Hartmann6),
        Real("Rosenbrock 4", Cube(4, -5, 10), TextbookFunctions.Rosenbrock),
        Real("Rastrigin 5", Cube(5, -5.12, 5.12), TextbookFunctions.Rastrigin),
        Real("Ackley 5", Cube(5, -32.768, 32.768), TextbookFunctions.Ackley),
        Real("Levy 4", Cube(4, -10, 10), TextbookFunctions.Levy),
        Mixed(),
    ];

    /// <summary>A simplified model of tuning. Whole numbers on a log scale are multiples of 1.</summary>
    private static Objective Mixed()
    {
        var optimizers = new Distribution.Categorical(
            [new ParameterValue.Text("sgd"), new ParameterValue.Text("adam"), new ParameterValue.Text("rmsprop")]);
        var space = new SearchSpace(
        [
            new("optimizer", optimizers, []),
            new("lr", new Distribution.LogUniform(1e-5, 1), []),
            new("units", new Distribution.LogUniform(16, 1024, 1), []),
            new("dropout", new Distribution.Uniform(0, 0.8), []),
        ]);
        return new("Mixed", space, assignment =>
        {
            assignment.TryGet("optimizer", out var optimizer);
            var (best, offset) = optimizer!.ToString() switch
            {
                "sgd" => (-1.0, 0.10),
                "adam" => (-3.0, 0.0),
                _ => (-3.5, 0.05),
            };
            var rate = Math.Log10(Number(assignment, "lr")) - best;
            var units = Math.Log2(Number(assignment, "units")) - 7;
            var dropout = Number(assignment, "dropout") - 0.2;
            return offset + 0.5 * rate * rate + 0.1 * (1 - Math.Cos(4 * Math.PI * rate)) + 0.1 * units * units
                + 2 * dropout * dropout;
        });
    }
}
