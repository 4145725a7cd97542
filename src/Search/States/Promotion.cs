using Experiments.Search.States.Rungs;

namespace Experiments.Search.States;

/// <summary>
/// Which paused trial continues next (Li et al., <i>A system for massively parallel hyperparameter tuning</i>, MLSys
/// 2020, Algorithm 2): from the highest rung down, the best of the first rung at which a paused trial is in the top
/// 1/η. Two additions are not in the paper, whose searches do not end: once no other trial can arrive, the best of a
/// rung continues, however few reached it; and if no trial completed, the best of those left continue one after the
/// other, so that a sweep does not end without a result.
/// </summary>
internal static class Promotion
{
    /// <summary>Returns the table whose best paused trial continues next, or null if there is none.</summary>
    public static RungTable? Next(SearchState state) =>
        Highest(state, table => table.IsAmong(table.BestResting, table.Quota))
        ?? (state.IsDrained ? AtTheEnd(state) : null);

    // In version 1, the best continues only if no trial completed.
    private static RungTable? AtTheEnd(SearchState state) =>
        Highest(state, table => table.TiesGoOn && table.IsAmong(table.BestResting, 1))
        ?? (state.Completed == 0 ? Highest(state, _ => true) : null);

    private static RungTable? Highest(SearchState state, Func<RungTable, bool> promotes) => state.Rungs
        .Where(table => !table.Resting.IsEmpty && promotes(table)).MaxBy(table => (table.Rung, -table.Bracket));
}
