using Experiments.SweepFiles.Yaml;

namespace Experiments.SweepFiles.Rules;

/// <summary>A finite number, whole or real, within the given bounds.</summary>
internal sealed class RealRule(double? above = null, double? atLeast = null, double? atMost = null) : Rule<double>
{
    public override string Takes =>
        "a number" + (above, atLeast, atMost) switch
        {
            ({ } low, _, { } high) => $" > {low} and ≤ {high}",
            ({ } low, _, null) => $" > {low}",
            (_, { } low, { } high) => $" from {low} to {high}",
            (_, { } low, null) => $" ≥ {low}",
            _ => "",
        };

    /// <summary>Returns the number, or null if the node is not a valid number.</summary>
    public double? TryMatch(Node node) => (node as Node.Scalar)?.Value switch
    {
        ParameterValue.Number real when double.IsFinite(real.Value) => Within(real.Value),
        ParameterValue.Integer whole => Within(whole.Value),
        _ => null,
    };

    public override bool TryRead(string subject, Node node, ErrorList errors, out double value)
    {
        var number = TryMatch(node);
        value = number ?? 0;
        return number is not null || Fail(subject, node, errors, out value);
    }

    private double? Within(double number) =>
        number <= above || number < atLeast || number > atMost ? null : number;
}
