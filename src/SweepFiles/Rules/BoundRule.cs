using System.Diagnostics.CodeAnalysis;
using Experiments.SweepFiles.Yaml;

namespace Experiments.SweepFiles.Rules;

/// <summary>
/// A finite number, kept whole or real as written: two whole bounds give a range of whole numbers.
/// </summary>
internal sealed class BoundRule : Rule<ParameterValue>
{
    public override string Takes => "a number";

    public override bool TryRead(
        string subject, Node node, ErrorList errors, [MaybeNullWhen(false)] out ParameterValue value)
    {
        value = (node as Node.Scalar)?.Value;
        return value is ParameterValue.Integer
            || (value is ParameterValue.Number number && double.IsFinite(number.Value))
            || Fail(subject, node, errors, out value);
    }
}
