using Experiments.Search.States;

namespace Experiments.Storage.Queries;

/// <summary>What pictures of all trials of a sweep need of one of them.</summary>
/// <param name="Number">The number.</param>
/// <param name="Status">The status.</param>
/// <param name="Objective">The objective, as in <see cref="TrialSummary"/>.</param>
/// <param name="StartedAt">When its first attempt began, by the database's clock.</param>
/// <param name="FinishedAt">When it ended, or null if it has not ended.</param>
/// <param name="Assignment">The parameters.</param>
public sealed record TrialOutline(
    int Number, TrialStatus Status, double? Objective, DateTimeOffset StartedAt, DateTimeOffset? FinishedAt,
    Assignment Assignment);
