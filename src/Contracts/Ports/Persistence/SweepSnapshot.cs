namespace Experiments.Contracts.Ports.Persistence;

/// <summary>What a sweep's log adds up to, up to a step.</summary>
/// <param name="SweepKey">Whose.</param>
/// <param name="Seq">Number of the last step in it, ≥ 1.</param>
/// <param name="Version">Version of what is remembered and how it is written.</param>
/// <param name="State">The state, as its version writes it.</param>
public sealed record SweepSnapshot(int SweepKey, long Seq, int Version, ReadOnlyMemory<byte> State);
