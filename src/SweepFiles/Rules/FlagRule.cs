using System.Diagnostics.CodeAnalysis;
using Experiments.SweepFiles.Yaml;

namespace Experiments.SweepFiles.Rules;

/// <summary>True or false.</summary>
internal sealed class FlagRule : Rule<bool>
{
    public override string Takes => "true or false";

    public override bool TryRead(string subject, Node node, ErrorList errors, [MaybeNullWhen(false)] out bool value)
    {
        if (node is not Node.Scalar { Value: ParameterValue.Flag { Value: var given } })
            return Fail(subject, node, errors, out value);
        value = given;
        return true;
    }
}
