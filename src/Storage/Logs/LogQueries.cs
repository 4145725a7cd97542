using Experiments.Contracts.Faults;
using Experiments.Contracts.Ports.Persistence;
using Experiments.Contracts.Sweeps;
using Experiments.Storage.Databases;

namespace Experiments.Storage.Logs;

/// <summary>
/// Reads what programs printed, from the database only. A database that cannot be read is a
/// <see cref="UserErrorException"/>.
/// </summary>
public sealed class LogQueries(Database database)
{
    /// <summary>What is kept of an attempt's log from a character on, in order.</summary>
    /// <param name="trial">Whose.</param>
    /// <param name="attempt">Which attempt.</param>
    /// <param name="from">Characters of the log to leave out at its beginning, up to where a part begins.</param>
    /// <param name="cancel">Ends the query.</param>
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
