using Experiments.Contracts.Faults;
using Experiments.Storage.Access;

namespace Experiments.Changes.Access;

/// <summary>
/// Makes changes and records who requested them. The record comes first: a change that cannot be recorded is not made.
/// </summary>
/// <param name="log">Where changes are recorded.</param>
/// <param name="author">Who makes the changes.</param>
public sealed class ChangeRecorder(AuditLog log, Author author)
{
    /// <summary>Who makes the changes.</summary>
    public Author Author => author;

    /// <summary>Makes a change.</summary>
    /// <param name="action">The name of the command.</param>
    /// <param name="sweep">The id of the sweep that it is about, or null.</param>
    /// <param name="target">What it is about, in words.</param>
    /// <param name="change">Makes the change.</param>
    /// <param name="cancel">Cancels the recording.</param>
    /// <exception cref="UserErrorException">It cannot be recorded, or the change is refused.</exception>
    public async Task<T> RecordAsync<T>(
        string action, string? sweep, string target, Func<Task<T>> change, CancellationToken cancel)
    {
        var request = new RequestedChange(author.Name, author.Via, action, sweep, target);
        var entry = await log.AddAsync(request, isOwner: false, cancel);
        return await MakeAsync(entry, change);
    }

    /// <summary>Submits a sweep, whose owner becomes the author.</summary>
    /// <param name="sweep">The id of the new sweep.</param>
    /// <param name="target">The sweep, in words.</param>
    /// <param name="submit">Submits it.</param>
    /// <param name="cancel">Cancels the recording.</param>
    /// <exception cref="UserErrorException">It cannot be recorded, or the sweep is refused.</exception>
    public async Task RecordSubmissionAsync(
        string sweep, string target, Func<Task> submit, CancellationToken cancel)
    {
        var request = new RequestedChange(author.Name, author.Via, "submit", sweep, target);
        var entry = await log.AddAsync(request, isOwner: true, cancel);
        await MakeAsync(entry, async () =>
        {
            await submit();
            return true;
        });
    }

    private async Task<T> MakeAsync<T>(int entry, Func<Task<T>> change)
    {
        try
        {
            return await change();
        }
        catch (Exception fault) when (fault is UserErrorException or ClusterFaultException)
        {
            await RefuseAsync(entry, fault.Message);
            throw;
        }
    }

    // What is worth saying is why the change was refused, even if that cannot be recorded.
    private async Task RefuseAsync(int entry, string why)
    {
        try
        {
            await log.RefuseAsync(entry, why);
        }
        catch (UserErrorException)
        {
        }
    }
}
