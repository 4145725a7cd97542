using Experiments.Storage.Model;
namespace Experiments.Storage.Queries;

/// <summary>The current progress of a sweep.</summary>
/// <param name="Summary">The status and the trial counts.</param>
/// <param name="Running">The running trials by number, up to the requested limit.</param>
/// <param name="Best">The best completed trial with its metrics, or null if there is none.</param>
public sealed record SweepProgress(SweepSummary Summary, IReadOnlyList<TrialSummary> Running, TrialSummary? Best);
