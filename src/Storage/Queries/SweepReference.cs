using System.Data.Common;
using Experiments.Storage.Databases;

namespace Experiments.Storage.Queries;

/// <summary>
/// Resolves a user's reference to a sweep: its id, its name (the newest sweep of that name), or an unambiguous prefix
/// of its id.
/// </summary>
internal static class SweepReference
{
    private const int Listed = 5;

    /// <summary>Returns the id of the sweep.</summary>
    /// <exception cref="UserErrorException">No sweep matches, or the prefix matches several.</exception>
    public static async Task<string> ResolveAsync(DbConnection connection, string reference, CancellationToken cancel)
    {
        if (await FindAsync(connection, "id = @reference", reference, cancel) is [var exact]) return exact.Id;
        if (await FindAsync(connection, "name = @reference", reference, cancel) is [var newest, ..])
            return newest.Id;
        const string Begins = "@reference <> '' and substr(id, 1, length(@reference)) = @reference";
        return await FindAsync(connection, Begins, reference, cancel) switch
        {
            [var only] => only.Id,
            [] => throw new UserErrorException(await NothingAsync(connection, reference, cancel)),
            var several => throw new UserErrorException(
                $"Several sweeps have an id that begins with '{reference}': write more of {List(several)}."),
        };
    }

    private static async Task<string> NothingAsync(DbConnection connection, string reference, CancellationToken cancel)
    {
        var newest = await FindAsync(connection, "true", reference, cancel);
        return newest.Count == 0
            ? $"There is no sweep '{reference}', nor any other in this database: submit one first."
            : $"There is no sweep '{reference}': write an id, the beginning of one, or a name; "
                + $"the newest are {List(newest)}.";
    }

    private static Task<IReadOnlyList<(string Id, string Name)>> FindAsync(
        DbConnection connection, string condition, string reference, CancellationToken cancel) =>
        connection.QueryAsync(
            $"""
            select id, name from sweeps where {condition} and deleting_at is null order by key desc limit {Listed}
            """,
            [("reference", reference)], row => (row.GetString(0), row.GetString(1)), cancel);

    private static string List(IEnumerable<(string Id, string Name)> sweeps) =>
        string.Join(", ", sweeps.Select(sweep => $"{sweep.Id} ({sweep.Name})"));
}
