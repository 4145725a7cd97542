using Experiments.Changes.Access;
using Experiments.Changes.Sweeps;
using Experiments.Storage.Keeping;
using Experiments.Storage.Model;

namespace Experiments.Changes.Labels;

/// <summary>Deletes sweeps with everything that belongs to them.</summary>
/// <param name="removal">The deletion of sweeps.</param>
/// <param name="recorder">Records the deletions.</param>
public sealed class SweepDeletion(SweepRemoval removal, ChangeRecorder recorder)
{
    /// <summary>Deletes a sweep.</summary>
    /// <returns>The report that it was done, a sentence.</returns>
    /// <exception cref="UserErrorException">The sweep cannot be deleted now.</exception>
    public async Task<string> DeleteAsync(SweepSummary sweep, CancellationToken cancel)
    {
        try
        {
            await recorder.RecordAsync(
                "rm", sweep.Id, sweep.Title(), () => removal.RemoveAsync(sweep.Key, cancel), cancel);
        }
        catch (UserErrorException refused) when (refused.InnerException is null)
        {
            throw new UserErrorException($"{sweep.Title()} is not deleted: {refused.Message}");
        }

        return $"{sweep.Title()} is deleted";
    }
}
