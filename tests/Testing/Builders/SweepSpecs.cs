using Experiments.Contracts.Sweeps;
using Experiments.Search.Spaces;
using Experiments.Search.Specs;

namespace Experiments.Testing.Builders;

/// <summary>Creates small, valid sweeps for tests.</summary>
public static class SweepSpecs
{
    /// <summary>
    /// Creates a grid over the given learning rates (default: 0.1, 0.01, 0.001) with the workload <c>mlp</c> on
    /// <c>digits</c>.
    /// </summary>
    public static SweepSpec Grid(
        string name = "sweep", Goal goal = Goal.Maximize, string metric = "val_accuracy", int? runCap = null,
        params double[] learningRates) =>
        Of(
            name, metric,
            new SearchSpec
            {
                Space = new SearchSpace(
                    [Categorical("learning_rate", learningRates is [] ? [0.1, 0.01, 0.001] : learningRates)]),
                Method = SearchMethod.Grid,
                Goal = goal,
                RunCap = runCap,
            });

    /// <summary>Creates a random search over a learning rate and a dropout.</summary>
    public static SweepSpec Random(string name = "sweep", int runCap = 8, long seed = 0, Goal goal = Goal.Maximize) =>
        Of(
            name, "val_accuracy",
            new SearchSpec
            {
                Space = new SearchSpace(
                [
                    new Parameter("learning_rate", new Distribution.LogUniform(1e-4, 1e-1), []),
                    new Parameter("dropout", new Distribution.Uniform(0, 0.5), []),
                ]),
                Method = SearchMethod.Random,
                Goal = goal,
                Seed = seed,
                RunCap = runCap,
            });

    private static SweepSpec Of(string name, string metric, SearchSpec search) => new()
    {
        Name = name,
        Workload = new WorkloadSpec.BuiltIn("mlp", "digits"),
        Metric = metric,
        Search = search,
    };

    private static Parameter Categorical(string name, double[] values) =>
        new(name, new Distribution.Categorical([.. values.Select(value => new ParameterValue.Number(value))]), []);
}
