using Experiments.ApiClient.Trials;

namespace Experiments.ApiClient.Sweeps;

/// <summary>The state of a sweep at one moment.</summary>
/// <param name="Sweep">The sweep, as in a list.</param>
/// <param name="Running">The first of the trials that run, by number.</param>
/// <param name="Best">The best completed trial with its metrics, or null if there is none.</param>
public sealed record SweepState(Sweep Sweep, IReadOnlyList<Trial> Running, Trial? Best);
