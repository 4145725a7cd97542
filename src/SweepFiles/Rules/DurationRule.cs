using Experiments.Contracts.Settings;
using Experiments.SweepFiles.Yaml;

namespace Experiments.SweepFiles.Rules;

/// <summary>A positive duration: a number of seconds, or a number with a unit.</summary>
internal sealed class DurationRule : Rule<TimeSpan>
{
    private static readonly TimeSpan Most = TimeSpan.FromDays(365);

    public override string Takes => "a time such as 90 (seconds), 30s, 15m, 2h or 1d, of up to a year";

    public override bool TryRead(string subject, Node node, ErrorList errors, out TimeSpan value)
    {
        value = default;
        if (node is Node.Scalar { Value: not null } scalar && DurationText.TryRead(scalar.Text, out value)
            && value <= Most)
            return true;
        return Fail(subject, node, errors, out value);
    }
}
