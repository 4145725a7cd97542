using Experiments.Contracts.Sweeps;

namespace Experiments.Contracts.Ports.Persistence;

/// <summary>A sweep to store.</summary>
/// <param name="Id">The id, made by the client so that a repeated submit is the same sweep.</param>
/// <param name="Spec">The specification.</param>
/// <param name="Cluster">The cluster that runs it.</param>
public sealed record NewSweep(string Id, SweepSpec Spec, string Cluster);
