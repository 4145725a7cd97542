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
    public Task<T> RecordAsync<T>(
        string action, string? sweep, string target, Func<Task<T>> change, CancellationToken cancel) =>
        MakeAsync(
            new RequestedChange(author.Name, author.Via, action, sweep, target), isOwner: false, change, cancel);

    /// <summary>Makes a change that returns nothing.</summary>
    /// <inheritdoc cref="RecordAsync{T}"/>
    public Task RecordAsync(
        string action, string? sweep, string target, Func<Task> change, CancellationToken cancel) =>
        RecordAsync(action, sweep, target, () => WithResult(change), cancel);

    /// <summary>Submits a sweep, whose owner becomes the author.</summary>
    /// <param name="sweep">The id of the new sweep.</param>
    /// <param name="target">The sweep, in words.</param>
    /// <param name="submit">Submits it.</param>
    /// <param name="cancel">Cancels the recording.</param>
    /// <exception cref="UserErrorException">It cannot be recorded, or the sweep is refused.</exception>
    public Task RecordSubmissionAsync(string sweep, string target, Func<Task> submit, CancellationToken cancel) =>
        MakeAsync(
            new RequestedChange(author.Name, author.Via, "submit", sweep, target), isOwner: true,
            () => WithResult(submit), cancel);

    private static async Task<bool> WithResult(Func<Task> change)
    {
        await change();
        return true;
    }

    private async Task<T> MakeAsync<T>(
        RequestedChange request, bool isOwner, Func<Task<T>> change, CancellationToken cancel)
    {
        var entry = await log.AddAsync(request, isOwner, cancel);
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
