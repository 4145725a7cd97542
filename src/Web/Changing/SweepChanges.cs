using Experiments.Contracts.Faults;
using Experiments.Storage.Queries;
using Experiments.Web.Access;
using Experiments.Web.Answers;
using Experiments.Web.Sweeps;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Experiments.Web.Changing;

/// <summary>Changes the sweeps that paths name, if the caller may change them.</summary>
internal sealed class SweepChanges(SweepQueries queries, SweepOwnership ownership)
{
    /// <summary>Changes a sweep, and answers with what was done and the sweep after that.</summary>
    /// <param name="reference">The sweep as the path names it.</param>
    /// <param name="change">The change, which returns what was done.</param>
    /// <param name="cancel">Cancels the change.</param>
    /// <exception cref="NotFoundException">There is no such sweep, or not any more.</exception>
    /// <exception cref="ConflictException">The sweep, or what runs, does not allow the change.</exception>
    public async Task<Ok<ChangeAnswer>> ApplyAsync(
        string reference, Func<SweepDetail, Task<string>> change, CancellationToken cancel)
    {
        var sweep = await queries.GetAsync(reference, cancel);
        var done = await AllowedAsync(sweep, () => change(sweep), cancel);
        return TypedResults.Ok(new ChangeAnswer(done, SweepAnswer.Of((await AgainAsync(sweep, cancel)).Summary)));
    }

    /// <summary>Does what a sweep must allow.</summary>
    /// <exception cref="ForbiddenException">The caller may not change this sweep.</exception>
    /// <exception cref="NotFoundException">The sweep was deleted meanwhile.</exception>
    /// <exception cref="ConflictException">The sweep, or what runs, does not allow it.</exception>
    public async Task<string> AllowedAsync(SweepDetail sweep, Func<Task<string>> change, CancellationToken cancel)
    {
        await ownership.CheckAsync(sweep.Summary, cancel);
        try
        {
            return await change();
        }
        catch (Exception fault) when (fault is UserErrorException or ClusterFaultException)
        {
            await AgainAsync(sweep, cancel);
            if (fault is UserErrorException { InnerException: null }) throw new ConflictException(fault.Message);
            throw;
        }
    }

    private async Task<SweepDetail> AgainAsync(SweepDetail sweep, CancellationToken cancel) =>
        await queries.FindAsync(sweep.Summary.Id, cancel)
        ?? throw new NotFoundException(
            $"Sweep '{sweep.Summary.Name}' ({sweep.Summary.Id}) was deleted just now.");
}
