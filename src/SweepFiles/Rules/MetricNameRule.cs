using System.Diagnostics.CodeAnalysis;
using Experiments.Contracts.Metrics;
using Experiments.SweepFiles.Yaml;

namespace Experiments.SweepFiles.Rules;

/// <summary>A name that a metric can have, see <see cref="MetricNames.IsName"/>.</summary>
internal sealed class MetricNameRule : Rule<string>
{
    private readonly TextRule _text = new(MetricNames.Longest);

    public override string Takes => _text.Takes;

    public override bool TryRead(string subject, Node node, ErrorList errors, [MaybeNullWhen(false)] out string value)
    {
        if (!_text.TryRead(subject, node, errors, out value)) return false;
        if (MetricNames.IsName(value)) return true;
        var hint = value.Trim() == value ? "incomplete characters" : "spaces at its ends";
        return Fail(subject, node, errors, out value, $"; a metric's name cannot have {hint}");
    }
}
