using Experiments.Storage.Databases;

namespace Experiments.Storage.Access;

/// <summary>Who submitted which sweep.</summary>
public sealed class SweepOwners(Database database)
{
    /// <summary>Returns who submitted a sweep, or null if that was not recorded.</summary>
    /// <exception cref="UserErrorException">The database cannot be used.</exception>
    public async Task<string?> FindAsync(string sweep, CancellationToken cancel = default) =>
        (await DatabaseFaults.ExplainAsync(database.Place, () => database.ReadAsync(
            connection => connection.QueryAsync(
                "select owner from sweep_owners where sweep = @sweep", [("sweep", sweep)], row => row.GetString(0),
                cancel),
            cancel))) is [var owner] ? owner : null;
}
