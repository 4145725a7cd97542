using Experiments.Storage.Queries;
using Experiments.Web.Answers;
using Experiments.Web.Sweeps;
using Experiments.Web.Trials;

namespace Experiments.Web.Models;

/// <summary>Finds the trial whose network a request asks.</summary>
internal static class ModelLookup
{
    /// <summary>Returns the sweep and the trial of a number, or for null the best that has completed.</summary>
    /// <exception cref="NotFoundException">There is no such sweep or trial.</exception>
    /// <exception cref="ConflictException">None has completed.</exception>
    public static async Task<(SweepDetail Sweep, TrialSummary Trial)> GetModelAsync(
        this SweepQueries queries, string sweep, int? trial, CancellationToken cancel)
    {
        if (trial is { } number)
        {
            var (its, _, named) = await queries.GetTrialAsync(sweep, number, cancel);
            return (its, named);
        }

        var found = await queries.GetAsync(sweep, cancel);
        var best = await queries.ListBestAsync(found, 1, cancel);
        return (found, best.SingleOrDefault() ?? throw new ConflictException(
            $"no trial of sweep '{found.Summary.Name}' has completed, so none is the best: name one, as "
            + $"/api/sweeps/{found.Summary.Id}/trials/0/model"));
    }
}
