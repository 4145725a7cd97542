using Experiments.Contracts.Sweeps;

namespace Experiments.Contracts.Ports.Persistence;

/// <summary>All a trial needs to go on as if never interrupted.</summary>
/// <param name="Trial">Whose.</param>
/// <param name="Attempt">The attempt that saved it; the fencing token.</param>
/// <param name="Step">The last step that was reported before it; metrics past it are repeated by whoever resumes.</param>
/// <param name="Data">The workload's own bytes.</param>
public sealed record Checkpoint(TrialId Trial, int Attempt, long Step, ReadOnlyMemory<byte> Data);
