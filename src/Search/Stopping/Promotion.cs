using Experiments.Search.Deciding;

namespace Experiments.Search.Stopping;

/// <summary>
/// Who of those that rest goes on next (Li et al., <i>A system for massively parallel hyperparameter tuning</i>, MLSys 2020,
/// Algorithm 2): from the highest rung down, the best of the first rung at which one that rests is in the top 1/η.
/// </summary>
internal static class Promotion
{
    /// <summary>The table whose best resting trial goes on next, or null.</summary>
    public static RungTable? Next(SearchState state) =>
        state.Rungs.Where(IsPromotable).MaxBy(table => (table.Rung, -table.Bracket))
        ?? (state.IsStuck
            ? state.Rungs.Where(table => !table.Resting.IsEmpty).MaxBy(table => (table.Rung, -table.Bracket))
            : null);

    private static bool IsPromotable(RungTable table) =>
        !table.Resting.IsEmpty && table.Results.IndexOf(table.Resting[0]) < table.Quota;
}
