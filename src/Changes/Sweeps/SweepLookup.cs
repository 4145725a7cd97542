using Experiments.Storage.Queries;

namespace Experiments.Changes.Sweeps;

/// <summary>Finds sweeps as users name them.</summary>
public static class SweepLookup
{
    /// <summary>Finds the sweep that the user names by its id, the start of its id, or its name.</summary>
    /// <exception cref="UserErrorException">No sweep matches, or several do.</exception>
    public static async Task<SweepDetail> FindNamedAsync(
        this SweepQueries sweeps, string reference, CancellationToken cancel) =>
        await sweeps.FindAsync(await sweeps.ResolveAsync(reference, cancel), cancel)
        ?? throw new UserErrorException(
            $"sweep '{reference}' was deleted just now; see 'experiments ls' for the remaining ones");
}
