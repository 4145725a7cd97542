using Experiments.Contracts.Settings;
using Experiments.SweepFiles.Yaml;

namespace Experiments.SweepFiles.Rules;

/// <summary>An amount of memory, in bytes, see <see cref="SizeText"/>.</summary>
internal sealed class SizeRule : Rule<long>
{
    public override string Takes => SizeText.Takes;

    public override bool TryRead(string subject, Node node, ErrorList errors, out long value)
    {
        value = 0;
        return (node is Node.Scalar { Value: not null } scalar && SizeText.TryRead(scalar.Text, out value))
            || Fail(subject, node, errors, out value);
    }
}
