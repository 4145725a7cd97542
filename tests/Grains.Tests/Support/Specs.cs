using Experiments.Contracts.Sweeps;
using Experiments.Testing.Builders;

namespace Experiments.Grains.Tests.Support;

/// <summary>Sweeps for cluster tests.</summary>
internal static class Specs
{
    /// <summary>A grid with this number of trials, each of which uses one core.</summary>
    public static SweepSpec Of(int trials, int maxRestarts = 3, int priority = 0)
    {
        var grid = SweepSpecs.Grid(learningRates: [.. Enumerable.Range(1, trials).Select(i => i / 1000.0)]);
        return grid with
        {
            Search = grid.Search with { MaxRestarts = maxRestarts },
            Resources = grid.Resources with { Priority = priority },
        };
    }

    /// <summary>An assignment of the parameter <c>rate</c> alone.</summary>
    public static Assignment Rate(double rate) =>
        new([KeyValuePair.Create<string, ParameterValue>("rate", new ParameterValue.Number(rate))]);
}
