using Experiments.Contracts.Ports.Persistence;
using Experiments.Contracts.Sweeps;

namespace Experiments.Storage.Queries;

/// <summary>All there is about one sweep besides its trials.</summary>
/// <param name="Summary">As in a list.</param>
/// <param name="Spec">What was asked.</param>
/// <param name="Cluster">The cluster that runs it, or ran it last.</param>
/// <param name="Provenance">What it was run with; null before it is prepared.</param>
public sealed record SweepDetail(SweepSummary Summary, SweepSpec Spec, string Cluster, Provenance? Provenance);
