using Experiments.Contracts.Ports.Persistence;
using Experiments.Storage.Databases;

namespace Experiments.Storage.Sweeps;

/// <summary>
/// How long a trial has trained, kept as its row changes: the attempts that ended, and since when the one that runs does. An attempt
/// on a node that died is counted up to the node's last sign of life.
/// </summary>
internal static class TrainingTime
{
    /// <summary>What an update of a row of <c>trials</c> sets; <c>begun</c> is when an attempt begins in it, or null.</summary>
    public static string Set(SqlDialect dialect, string begun) =>
        $"""
        trained_seconds = trials.trained_seconds + case
                when trials.status = 'running' then {dialect.Greatest}(0, {dialect.Seconds("trials.attempt_started_at", Until(dialect))})
                else 0
            end,
            attempt_started_at = {begun}
        """;

    private static string Until(SqlDialect dialect) =>
        $"""
        coalesce((
                    select o.beat_at from silos o
                    where o.silo = trials.node
                      and (o.left_at is not null or o.beat_at <= {dialect.Ago((int)SiloBeat.Lifetime.TotalSeconds)})), {dialect.Now})
        """;
}
