using Experiments.Contracts.Sweeps;
using Experiments.Storage.Queries;

namespace Experiments.Changes.Sweeps;

/// <summary>Resolves the sweeps that a new sweep learns from.</summary>
internal static class WarmStarts
{
    /// <summary>Returns the sweep with the names of other sweeps replaced by their ids.</summary>
    /// <exception cref="UserErrorException">A named sweep does not exist, or has another objective.</exception>
    public static async Task<SweepSpec> ResolveAsync(SweepQueries sweeps, SweepSpec spec, CancellationToken cancel)
    {
        var ids = new List<string>();
        foreach (var reference in spec.WarmStart)
        {
            var sweep = await sweeps.FindNamedAsync(reference, cancel);
            if ((sweep.Spec.Metric, sweep.Spec.Search.Goal) != (spec.Metric, spec.Search.Goal))
                throw new UserErrorException(
                    $"'warm_start' names sweep '{reference}', which has another objective: its 'metric' must "
                    + "be the same");
            ids.Add(sweep.Summary.Id);
        }
        return spec with { WarmStart = [.. ids] };
    }
}
