using System.Collections.Immutable;

namespace Experiments.Search.Importance;

/// <summary>A point at which the density of a parameter's values is evaluated.</summary>
/// <param name="Weight">The probability of the point among all trials, 0 to 1.</param>
/// <param name="Densities">What each trial, best first, contributes to the density there; not all are 0.</param>
internal sealed record ValueFeature(double Weight, ImmutableArray<double> Densities);
