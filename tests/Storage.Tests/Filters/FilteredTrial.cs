using Experiments.Storage.Queries;

namespace Experiments.Storage.Tests.Filters;

/// <summary>A trial with the newest value of each of its metrics.</summary>
internal sealed record FilteredTrial(TrialSummary Summary, IReadOnlyDictionary<string, double> Newest);
