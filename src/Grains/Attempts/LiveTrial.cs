using System.Collections.Immutable;

namespace Experiments.Grains.Attempts;

/// <summary>A trial that is running or has just ended.</summary>
/// <param name="SweepId">The sweep's id.</param>
/// <param name="Sweep">The sweep's name.</param>
/// <param name="Trial">The trial's number.</param>
/// <param name="Epoch">The last step that it reported.</param>
/// <param name="Values">The latest value of each metric.</param>
public sealed record LiveTrial(
    string SweepId, string Sweep, int Trial, long Epoch, ImmutableSortedDictionary<string, double> Values);
