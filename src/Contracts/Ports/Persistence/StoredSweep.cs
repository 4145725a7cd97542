using Experiments.Contracts.Sweeps;
using Experiments.Search.States;

namespace Experiments.Contracts.Ports.Persistence;

/// <summary>A sweep as stored.</summary>
/// <param name="Key">Its key in the database, ≥ 1.</param>
/// <param name="Id">Its id.</param>
/// <param name="Spec">The specification.</param>
/// <param name="Cluster">The cluster that runs it.</param>
/// <param name="Status">Its status.</param>
public sealed record StoredSweep(int Key, string Id, SweepSpec Spec, string Cluster, SweepStatus Status);
