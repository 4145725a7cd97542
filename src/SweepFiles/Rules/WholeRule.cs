using Experiments.SweepFiles.Yaml;

namespace Experiments.SweepFiles.Rules;

/// <summary>A whole number within bounds, both included.</summary>
internal sealed class WholeRule(long min, long max) : Rule<long>
{
    public override string Takes =>
        max == long.MaxValue ? $"a whole number ≥ {min}" : $"a whole number from {min} to {max}";

    public override bool TryRead(string subject, Node node, ErrorList errors, out long value)
    {
        if (node is not Node.Scalar { Value: ParameterValue.Integer whole } || whole.Value < min || whole.Value > max)
            return Fail(subject, node, errors, out value);
        value = whole.Value;
        return true;
    }
}
