using Experiments.Workloads;

namespace Experiments.Bench.Asha;

/// <summary>The parameters of made-up curves.</summary>
internal static class Numbers
{
    public static double Of(Assignment assignment, string name) =>
        assignment.TryGet(name, out var value) && value is ParameterValue.Number number
            ? number.Value
            : throw new ArgumentException($"the assignment has no {name}");
}
