using Experiments.Search.States;

namespace Experiments.Storage.Keeping;

/// <summary>A trial after it was pinned or unpinned.</summary>
/// <param name="Status">The stored status of the trial.</param>
/// <param name="Checkpoints">The number of checkpoints that it has.</param>
/// <param name="Removed">The number of checkpoints that were deleted because the trial is no longer pinned.</param>
public sealed record PinOutcome(TrialStatus Status, int Checkpoints, int Removed);
