using Experiments.Search.States.Rungs;

namespace Experiments.Search.States;

/// <summary>
/// Who of those that rest goes on next (Li et al., <i>A system for massively parallel hyperparameter tuning</i>, MLSys 2020,
/// Algorithm 2): from the highest rung down, the best of the first rung at which one that rests is in the top 1/η. Two things
/// are not of the paper, which knows no end: once nobody else comes, the best of a rung goes on however few came there; and where
/// no trial completed, so does the best that is left, one after the other, so that a sweep does not end with nothing.
/// </summary>
internal static class Promotion
{
    /// <summary>The table whose best resting trial goes on next, or null.</summary>
    public static RungTable? Next(SearchState state) =>
        Highest(state, table => table.IsAmong(table.Resting[0], table.Quota))
        ?? (state.IsDrained ? AtTheEnd(state) : null);

    // Version 1 lets the best go on only where none completed.
    private static RungTable? AtTheEnd(SearchState state) =>
        Highest(state, table => table.TiesGoOn && table.IsAmong(table.Resting[0], 1))
        ?? (state.Completed == 0 ? Highest(state, _ => true) : null);

    private static RungTable? Highest(SearchState state, Func<RungTable, bool> promotes) => state.Rungs
        .Where(table => !table.Resting.IsEmpty && promotes(table)).MaxBy(table => (table.Rung, -table.Bracket));
}
