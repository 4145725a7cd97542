using System.Collections.Immutable;
using Experiments.Storage.Filters;

namespace Experiments.Storage.Queries;

/// <summary>Which trials of a sweep are grouped, and how.</summary>
public sealed record TrialGrouping
{
    /// <summary>The parameters and columns by which trials are grouped; at least one.</summary>
    public required ImmutableArray<TrialField> By { get; init; }

    /// <summary>Whether the objective is minimized or maximized.</summary>
    public required Goal Goal { get; init; }

    /// <summary>The trials to group, as in a list; the order is ignored.</summary>
    public TrialFilter Trials { get; init; } = new();

    /// <summary>The columns by which trials can be grouped.</summary>
    public static ImmutableArray<string> Columns { get; } = ["status", "node", "cause", "attempt", "restarts"];

    /// <summary>Whether trials can be grouped by this: a parameter, or one of <see cref="Columns"/>.</summary>
    public static bool Allows(TrialField field) =>
        field is TrialField.Parameter || (field is TrialField.Column column && Columns.Contains(column.Name));
}
