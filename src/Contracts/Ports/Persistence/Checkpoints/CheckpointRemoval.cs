namespace Experiments.Contracts.Ports.Persistence.Checkpoints;

/// <summary>Checkpoints of a trial that nothing needs any more. Those of a pinned trial are kept even so.</summary>
/// <param name="Trial">The number of the trial.</param>
/// <param name="KeepsNewest">Whether the newest checkpoint of the trial is still needed.</param>
public sealed record CheckpointRemoval(int Trial, bool KeepsNewest);
