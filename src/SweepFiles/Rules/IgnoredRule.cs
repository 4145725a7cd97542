using Experiments.SweepFiles.Yaml;

namespace Experiments.SweepFiles.Rules;

/// <summary>Any value; it is ignored.</summary>
internal sealed class IgnoredRule : Rule<Node>
{
    public override string Takes => "anything; it is ignored";

    public override bool TryRead(string subject, Node node, ErrorList errors, out Node value)
    {
        value = node;
        return true;
    }
}
