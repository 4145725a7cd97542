using Experiments.Contracts.Ports.Persistence;
using Experiments.Contracts.Sweeps;
using Experiments.Storage.Databases;

namespace Experiments.Storage.Logs;

/// <summary>
/// Reads the output of programs. Uses only the database, and throws a <see cref="UserErrorException"/> if it cannot be
/// read.
/// </summary>
public sealed class LogQueries(Database database)
{
    /// <summary>Returns the stored parts of an attempt's log in order.</summary>
    /// <param name="trial">The trial.</param>
    /// <param name="attempt">The number of the attempt.</param>
    /// <param name="from">The offset in characters from which on a part must start to be returned.</param>
    /// <param name="cancel">Cancels the query.</param>
    public Task<IReadOnlyList<LogPart>> ReadAsync(
        TrialId trial, int attempt, long from = 0, CancellationToken cancel = default) =>
        DatabaseFaults.ExplainAsync(database.Place, () => database.ReadAsync(connection => connection.QueryAsync(
            """
            select start, stream, text from trial_logs
            where trial_id = @trial and attempt = @attempt and start >= @from order by start
            """,
            [("trial", trial.Value), ("attempt", attempt), ("from", from)],
            row => new LogPart(row.GetInt64(0), (LogStream)row.GetInt16(1), row.GetString(2)), cancel), cancel));
}
