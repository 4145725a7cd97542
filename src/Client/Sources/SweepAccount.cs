using Experiments.Search.States;

namespace Experiments.Client.Sources;

/// <summary>What a sweep has used so far.</summary>
/// <param name="Trained">The training time of all its trials together.</param>
/// <param name="Spending">What it has used of its budget, or null if it has none.</param>
/// <param name="Owner">Who submitted it, or null if that was not recorded.</param>
internal sealed record SweepAccount(TimeSpan Trained, Spending? Spending, string? Owner);
