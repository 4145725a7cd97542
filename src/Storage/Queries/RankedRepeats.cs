using System.Collections.Immutable;

namespace Experiments.Storage.Queries;

/// <summary>
/// The assignments of a sweep by the means of their completed trials, those that were repeated often enough first (see
/// <see cref="Search.Noise.NoisyRanking"/>). Trials that differ only in their seeds have the same assignment.
/// </summary>
/// <param name="Best">The number of the best trial of each assignment, the best assignment first.</param>
/// <param name="Assignments">The number of assignments.</param>
/// <param name="Chance">
/// The probability that the first assignment is the best of them, or null if there is only one, or the noise is not
/// known.
/// </param>
public sealed record RankedRepeats(ImmutableArray<int> Best, int Assignments, double? Chance);
