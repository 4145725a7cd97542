using Experiments.Contracts.SweepFiles.Yaml;

namespace Experiments.Contracts.SweepFiles.Rules;

/// <summary>A share of one GPU, or a whole number of GPUs.</summary>
internal sealed class GpuRule : Rule<double>
{
    private const double Most = 1024;

    private static readonly RealRule Number = new(atLeast: 0, atMost: Most);

    public override string Takes => $"a share from 0 to 1, or a whole number of GPUs up to {Most}";

    public override bool TryRead(string subject, Node node, ErrorList errors, out double value)
    {
        var found = Number.TryMatch(node) is { } number && (number <= 1 || double.IsInteger(number))
            ? number
            : (double?)null;
        value = found ?? 0;
        return found is not null || Fail(subject, node, errors, out value);
    }
}
