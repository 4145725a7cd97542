namespace Experiments.Workloads;

/// <summary>The state that a trial continues from as if it had not been interrupted.</summary>
/// <param name="Step">The last step that was reported before it. Report the steps after it again.</param>
/// <param name="Data">The bytes that the workload saved.</param>
public sealed record SavedCheckpoint(long Step, ReadOnlyMemory<byte> Data);
