namespace Experiments.ApiClient.Sweeps;

/// <summary>
/// The number of trials by status. Trials that were running on a node that is dead count as waiting.
/// </summary>
/// <param name="Total">All trials.</param>
/// <param name="Running">Those that run.</param>
/// <param name="Waiting">Those that wait for their next attempt.</param>
/// <param name="Paused">Those that are paused at a rung of early termination.</param>
/// <param name="Completed">Those that completed.</param>
/// <param name="Pruned">Those that were stopped early.</param>
/// <param name="Failed">Those that failed.</param>
/// <param name="Cancelled">Those that were cancelled.</param>
public sealed record TrialCounts(
    long Total, long Running, long Waiting, long Paused, long Completed, long Pruned, long Failed, long Cancelled);
