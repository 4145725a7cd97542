using Experiments.Storage.Queries;

namespace Experiments.Web.Trials;

/// <summary>The trials that have the same parameters as others, apart from their seeds.</summary>
/// <param name="Trials">
/// Those of each trial that was asked for, by its number; a trial without a finite objective is left out.
/// </param>
/// <param name="Ranked">
/// The assignments of the sweep by the means of their trials, or null if no two trials have the same parameters.
/// </param>
internal sealed record SweepRepeatsAnswer(IReadOnlyDictionary<int, TrialRepeats> Trials, RankedRepeats? Ranked);
