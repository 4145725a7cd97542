using Experiments.Search.Numerics;
using Experiments.Search.Spaces;
using Experiments.SweepFiles.Keys;

namespace Experiments.SweepFiles.Parameters;

/// <summary>Optuna's <c>step</c>: evenly spaced values that are all equally likely.</summary>
internal static class Steps
{
    /// <summary>Reads a range with a step. Returns null if an error was added.</summary>
    public static Distribution? Read(ParameterSection parameter, Bounds bounds, bool areWhole)
    {
        if (!parameter.Keys.TryGet(ParameterKeys.Step, out var step)) return null;
        var multiples = new Multiples(step, bounds.Min, bounds.Max);
        if (areWhole && !double.IsInteger(step))
        {
            parameter.Fail($"needs a whole step between whole numbers, but got {step}; write 'min: {bounds.Min}.0'");
        }
        else if (!multiples.AreCountable)
        {
            parameter.Fail($"has a step of {step}, too small to tell values apart between {bounds.Min} and "
                + $"{bounds.Max}");
        }
        else if (multiples.First > multiples.Last || multiples[multiples.First] != bounds.Min)
        {
            parameter.Fail($"needs a min that is a multiple of its step, but got {bounds.Min} and {step}");
        }
        else
        {
            // Half a step beyond each end gives the ends the same mass as the other values.
            return new Distribution.Uniform(bounds.Min - step / 2, multiples[multiples.Last] + step / 2, step)
            {
                IsWhole = areWhole,
            };
        }
        return null;
    }
}
