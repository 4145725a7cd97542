using Experiments.Search.States;

namespace Experiments.Testing.Suites;

/// <summary>A trial's row, as a suite wants to see it.</summary>
public sealed record StoredTrial(
    int Number, TrialStatus Status, int Attempt, int Restarts, string Node, double? Objective, string? Cause, bool Finished);
