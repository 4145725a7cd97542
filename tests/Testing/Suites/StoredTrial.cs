using Experiments.Search.States;

namespace Experiments.Testing.Suites;

/// <summary>The columns of a trial's row that a suite checks.</summary>
public sealed record StoredTrial(
    int Number, TrialStatus Status, int Attempt, int Restarts, string Node, double? Objective, string? Cause,
    bool Finished);
