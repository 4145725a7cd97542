using Experiments.Search.Spaces;
using Experiments.SweepFiles.Keys;

namespace Experiments.SweepFiles.Parameters;

/// <summary>Reads a categorical distribution.</summary>
internal static class Choices
{
    private const double Tolerance = 1e-6;

    /// <summary>Reads the values and their probabilities. Returns null if an error was added.</summary>
    public static Distribution.Categorical? Read(ParameterSection parameter)
    {
        if (!parameter.Keys.TryGet(ParameterKeys.Values, out var values)) return null;
        if (!parameter.Keys.Has(ParameterKeys.Probabilities)) return new([.. values.Select(value => value.Value)]);

        if (!parameter.Keys.TryGet(ParameterKeys.Probabilities, out var probabilities)) return null;
        var at = parameter.Keys.ValuePositionOf(ParameterKeys.Probabilities);
        var sum = probabilities.Sum(probability => probability.Value);
        if (probabilities.Length != values.Length)
            parameter.Errors.Add(at,
                $"parameter '{parameter.Name}' needs as many probabilities as values, "
                + $"but got {probabilities.Length} for {values.Length}");
        else if (!(Math.Abs(sum - 1) <= Tolerance))
            parameter.Errors.Add(
                at,
                $"parameter '{parameter.Name}' needs probabilities that add up to 1, but got {sum}");
        return new(
            [.. values.Select(value => value.Value)],
            [.. probabilities.Select(probability => probability.Value)]);
    }
}
