using System.Collections.Immutable;

namespace Experiments.Contracts.Ports.Persistence;

/// <summary>A living silo, and which others it cannot reach.</summary>
/// <param name="Silo">The silo, including its generation.</param>
/// <param name="Node">The name of its node.</param>
/// <param name="Http">The URL of its metrics and health endpoints.</param>
/// <param name="Unreached">The silos of its cluster that it cannot reach.</param>
public sealed record SiloReach(string Silo, string Node, string Http, ImmutableArray<string> Unreached);
