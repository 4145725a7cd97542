using Experiments.Contracts.Sweeps;
using Experiments.Search.States;

namespace Experiments.Contracts.Ports.Persistence;

/// <summary>A sweep as the store has it.</summary>
/// <param name="Key">Its key in the database, ≥ 1.</param>
/// <param name="Id">Its id.</param>
/// <param name="Spec">What was asked.</param>
/// <param name="Cluster">The cluster that runs it.</param>
/// <param name="Status">Where it is in its life.</param>
public sealed record StoredSweep(int Key, string Id, SweepSpec Spec, string Cluster, SweepStatus Status);
