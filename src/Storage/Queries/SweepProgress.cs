namespace Experiments.Storage.Queries;

/// <summary>What somebody who watches a sweep wants to see, now.</summary>
/// <param name="Summary">Status and counts.</param>
/// <param name="Running">Trials that train, by number; at most as many as were asked for.</param>
/// <param name="Best">The best completed trial, with its metrics, or null.</param>
public sealed record SweepProgress(SweepSummary Summary, IReadOnlyList<TrialSummary> Running, TrialSummary? Best);
