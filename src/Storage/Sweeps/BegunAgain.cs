using Experiments.Storage.Databases;

namespace Experiments.Storage.Sweeps;

/// <summary>What both databases do with a trial that begins and has a row already: its next attempt.</summary>
internal static class BegunAgain
{
    /// <summary>The end of an insert into <c>trials</c>. The cause of a lost attempt stays until one completes.</summary>
    public static string Of(SqlDialect dialect) =>
        $"""
        on conflict (id) do update set
            status = excluded.status, attempt = excluded.attempt, restarts = excluded.restarts, node = excluded.node,
            assignment = excluded.assignment, objective = excluded.objective,
            cause = case
                when excluded.status = 'completed' then excluded.cause
                else coalesce(excluded.cause, trials.cause)
            end,
            finished_at = excluded.finished_at,
            {TrainingTime.Set(dialect, "excluded.attempt_started_at")}
        """;
}
