using Experiments.Contracts.Sweeps;
using Experiments.Storage.Queries;
using Experiments.Web.Answers;
using Experiments.Web.Sweeps;

namespace Experiments.Web.Trials;

/// <summary>Finds the trials that paths name.</summary>
internal static class TrialLookup
{
    /// <summary>Returns the sweep and the trial, with the newest value of each of its metrics.</summary>
    /// <exception cref="NotFoundException">There is no such sweep or trial.</exception>
    public static async Task<(SweepDetail Sweep, TrialId Id, TrialSummary Trial)> GetTrialAsync(
        this SweepQueries queries, string sweep, int trial, CancellationToken cancel)
    {
        var found = await queries.GetAsync(sweep, cancel);
        var id = new TrialId(found.Summary.Key, trial);
        return (found, id, await queries.FindTrialAsync(id, cancel) ?? throw Missing(found, trial));
    }

    /// <summary>Returns the exception for a trial that does not exist.</summary>
    public static NotFoundException Missing(SweepDetail sweep, int trial) => new(
        $"Sweep '{sweep.Summary.Name}' ({sweep.Summary.Id}) has no trial {trial}: it has "
        + $"{sweep.Summary.Trials.Total}, numbered from 0.");
}
