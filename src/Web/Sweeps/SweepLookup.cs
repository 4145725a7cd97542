using Experiments.Storage.Queries;
using Experiments.Web.Answers;

namespace Experiments.Web.Sweeps;

/// <summary>Finds the sweeps that paths name: by id, by the beginning of one, or by name.</summary>
internal static class SweepLookup
{
    /// <summary>Returns the sweep.</summary>
    /// <exception cref="NotFoundException">No sweep matches, or several do.</exception>
    public static async Task<SweepDetail> GetAsync(
        this SweepQueries queries, string reference, CancellationToken cancel) =>
        await queries.FindAsync(await queries.GetIdAsync(reference, cancel), cancel)
        ?? throw new NotFoundException($"Sweep '{reference}' was deleted just now.");

    /// <summary>Returns the id of the sweep.</summary>
    /// <exception cref="NotFoundException">No sweep matches, or several do.</exception>
    public static Task<string> GetIdAsync(
        this SweepQueries queries, string reference, CancellationToken cancel) =>
        NotFoundException.ForAsync(() => queries.ResolveAsync(reference, cancel));
}
