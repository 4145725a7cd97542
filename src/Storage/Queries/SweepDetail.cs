using Experiments.Contracts.Ports.Persistence;
using Experiments.Contracts.Sweeps;

using Experiments.Storage.Model;
namespace Experiments.Storage.Queries;

/// <summary>The details of a sweep, without its trials.</summary>
/// <param name="Summary">The summary, as in a list of sweeps.</param>
/// <param name="Spec">The specification, as submitted.</param>
/// <param name="Cluster">The cluster that runs the sweep, or ran it last.</param>
/// <param name="Provenance">The versions and settings of its run, or null if it is not prepared yet.</param>
public sealed record SweepDetail(SweepSummary Summary, SweepSpec Spec, string Cluster, Provenance? Provenance);
