namespace Experiments.Contracts.Ports.Persistence;

/// <summary>The state that a sweep's log leads to, up to a step.</summary>
/// <param name="SweepKey">The sweep's key.</param>
/// <param name="Seq">The number of the last step in it, ≥ 1.</param>
/// <param name="Version">The version of the state's content and format.</param>
/// <param name="State">The state, in the format of its version.</param>
public sealed record SweepSnapshot(int SweepKey, long Seq, int Version, ReadOnlyMemory<byte> State);
