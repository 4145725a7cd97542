using Experiments.Contracts.Settings;
using Experiments.SweepFiles.Yaml;

namespace Experiments.SweepFiles.Rules;

/// <summary>A positive duration: a number of seconds, or a number with a unit.</summary>
/// <param name="needsUnit">Whether a number without a unit is refused, because people take it for hours.</param>
internal sealed class DurationRule(bool needsUnit = false) : Rule<TimeSpan>
{
    private static readonly TimeSpan Most = TimeSpan.FromDays(365);

    public override string Takes => needsUnit
        ? "a time with its unit, such as 30s, 15m, 2h or 1d, of up to a year"
        : "a time such as 90 (seconds), 30s, 15m, 2h or 1d, of up to a year";

    public override bool TryRead(string subject, Node node, ErrorList errors, out TimeSpan value)
    {
        value = default;
        if (node is not Node.Scalar { Value: not null } scalar || !DurationText.TryRead(scalar.Text, out value)
            || value > Most)
            return Fail(subject, node, errors, out value);
        if (!needsUnit || DurationText.TryReadWithUnit(scalar.Text, out _)) return true;
        return Fail(
            subject, node, errors, out value,
            $"; write '{scalar.Text}s' for seconds, or '{scalar.Text}m' or '{scalar.Text}h'");
    }
}
