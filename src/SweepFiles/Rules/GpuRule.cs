using Experiments.SweepFiles.Yaml;

namespace Experiments.SweepFiles.Rules;

/// <summary>A share of one GPU. A lease covers one device, so a trial cannot have several.</summary>
internal sealed class GpuRule : Rule<double>
{
    private static readonly RealRule Share = new(atLeast: 0, atMost: 1);
    private static readonly RealRule Several = new(above: 1);

    public override string Takes => "a share of one GPU, from 0 to 1";

    public override bool TryRead(string subject, Node node, ErrorList errors, out double value)
    {
        if (Share.TryMatch(node) is { } share)
        {
            value = share;
            return true;
        }

        return Fail(
            subject, node, errors, out value,
            Several.TryMatch(node) is null ? "" : "; a trial has one GPU at most");
    }
}
