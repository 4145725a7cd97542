using System.Collections.Immutable;
using Experiments.Search.Events;

namespace Experiments.Contracts.Ports.Persistence;

/// <summary>Decisions that become durable together.</summary>
/// <param name="SweepKey">Whose.</param>
/// <param name="Steps">New steps of the log, consecutive.</param>
/// <param name="Provenance">What is needed to repeat the sweep; null leaves what is stored.</param>
public sealed record SweepCommit(int SweepKey, ImmutableArray<SearchStep> Steps, Provenance? Provenance = null);
