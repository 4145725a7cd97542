using Experiments.Contracts.Faults;
using Experiments.Contracts.Sweeps;

namespace Experiments.Client.Connecting;

/// <summary>The sweeps that a new one learns from.</summary>
internal static class WarmStarts
{
    /// <summary>The sweep with ids in place of names.</summary>
    /// <exception cref="UserErrorException">There is no such sweep, or it has another objective.</exception>
    public static async Task<SweepSpec> ResolveAsync(SweepDatabase database, SweepSpec spec, CancellationToken cancel)
    {
        var ids = new List<string>();
        foreach (var reference in spec.WarmStart)
        {
            var sweep = await database.FindAsync(reference, cancel);
            if ((sweep.Spec.Metric, sweep.Spec.Search.Goal) != (spec.Metric, spec.Search.Goal))
                throw new UserErrorException(
                    $"'warm_start' names sweep '{reference}', which has another objective: its 'metric' must be the same");
            ids.Add(sweep.Summary.Id);
        }
        return spec with { WarmStart = [.. ids] };
    }
}
