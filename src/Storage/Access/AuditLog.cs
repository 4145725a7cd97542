using Experiments.Storage.Databases;
using Microsoft.EntityFrameworkCore;

namespace Experiments.Storage.Access;

/// <summary>
/// Who requested which change. Every method throws a <see cref="UserErrorException"/> if the database cannot be used.
/// </summary>
public sealed class AuditLog(Database database)
{
    /// <summary>Records that a change is requested, before it is made.</summary>
    /// <param name="change">The change.</param>
    /// <param name="isOwner">Whether the sweep is a new one, whose owner is who requests the change.</param>
    /// <param name="cancel">Cancels the recording; the change must not be made then.</param>
    /// <returns>The key of the entry, for <see cref="RefuseAsync"/>.</returns>
    public async Task<int> AddAsync(RequestedChange change, bool isOwner, CancellationToken cancel = default) =>
        (await DatabaseFaults.ExplainAsync(database.Place, () => database.WriteAsync(
            async connection =>
            {
                if (isOwner)
                    await connection.ExecuteAsync(
                        "insert into sweep_owners (sweep, owner) values (@sweep, @owner) on conflict do nothing",
                        [("sweep", change.Sweep), ("owner", change.Who)], cancel);
                return await connection.QueryAsync(
                    """
                    insert into audit_log (who, via, action, sweep, target)
                    values (@who, @via, @action, @sweep, @target) returning key
                    """,
                    [
                        ("who", change.Who), ("via", change.Via), ("action", change.Action), ("sweep", change.Sweep),
                        ("target", change.Target),
                    ],
                    row => row.GetInt32(0), cancel);
            },
            cancel)))[0];

    /// <summary>Adds to an entry that the change was not made, and why.</summary>
    public Task RefuseAsync(int key, string why, CancellationToken cancel = default) =>
        DatabaseFaults.ExplainAsync(database.Place, () => database.WriteAsync(
            connection => connection.ExecuteAsync(
                "update audit_log set refused = @why where key = @key", [("key", key), ("why", why)], cancel),
            cancel));

    /// <summary>Lists the newest entries, newest first.</summary>
    /// <param name="sweep">The id of the only sweep to list, or null for all entries.</param>
    /// <param name="limit">The maximum number of entries.</param>
    /// <param name="cancel">Cancels the query.</param>
    public Task<IReadOnlyList<RecordedChange>> ListAsync(
        string? sweep, int limit, CancellationToken cancel = default) =>
        DatabaseFaults.ExplainAsync(database.Place, () => database.QueryAsync(
            async db => (IReadOnlyList<RecordedChange>)
            [
                .. await db.AuditLog.AsNoTracking().Where(entry => sweep == null || entry.Sweep == sweep)
                    .OrderByDescending(entry => entry.Key).Take(limit)
                    .Select(entry => new RecordedChange(
                        entry.At,
                        new RequestedChange(entry.Who, entry.Via, entry.Action, entry.Sweep, entry.Target),
                        entry.Refused))
                    .ToListAsync(cancel),
            ],
            cancel));
}
