using System.Data.Common;
using System.Globalization;
using Experiments.Contracts.Ports.Persistence;
using Experiments.Storage.Databases;

namespace Experiments.Storage.Sweeps;

/// <summary>
/// Maintains the training time in a trial's row: the total of the attempts that ended, and the start of the running
/// one. An attempt on a node that died counts up to the node's last beat.
/// </summary>
internal static class TrainingTime
{
    /// <summary>Returns the assignments for an update of <c>trials</c>.</summary>
    /// <param name="dialect">The dialect of SQL.</param>
    /// <param name="begun">The SQL expression for the start of the attempt that begins, or <c>null</c> as SQL.</param>
    public static string Set(SqlDialect dialect, string begun) =>
        $"""
        trained_seconds = trials.trained_seconds + case
                when trials.status = 'running'
                then {dialect.Greatest}(0, {dialect.Seconds("trials.attempt_started_at", Until(dialect))})
                else 0
            end,
            attempt_started_at = {begun}
        """;

    /// <summary>Returns how long the attempts of a sweep have trained together until now.</summary>
    public static async Task<TimeSpan> ReadAsync(
        DbConnection connection, SqlDialect dialect, string sweepId, CancellationToken cancel) =>
        TimeSpan.FromSeconds((await connection.QueryAsync(
            dialect.TrainedTime, [("id", sweepId)],
            row => Convert.ToDouble(row.GetValue(0), CultureInfo.InvariantCulture), cancel)).Single());

    private static string Until(SqlDialect dialect) =>
        $"""
        coalesce((
                    select o.beat_at from silos o
                    where o.silo = trials.node
                      and (o.left_at is not null or o.beat_at <= {dialect.Ago((int)SiloBeat.Lifetime.TotalSeconds)})),
                    {dialect.Now})
        """;
}
