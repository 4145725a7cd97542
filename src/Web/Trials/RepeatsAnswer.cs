using Experiments.Storage.Queries;

namespace Experiments.Web.Trials;

/// <summary>The trials that have the same parameters as others, apart from their seeds.</summary>
/// <param name="Trials">
/// Those of each trial that was asked for, by its number; a trial without a finite objective is left out.
/// </param>
/// <param name="Best">
/// Those of at least two trials that have the best mean objective, or null if no two trials have the same parameters.
/// </param>
internal sealed record RepeatsAnswer(IReadOnlyDictionary<int, TrialRepeats> Trials, TrialRepeats? Best);
