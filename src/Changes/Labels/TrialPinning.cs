using Experiments.Contracts.Sweeps;
using Experiments.Search.States;
using Experiments.Storage.Keeping;
using Experiments.Storage.Model;

namespace Experiments.Changes.Labels;

/// <summary>
/// Keeps the checkpoints of trials, or no longer. Each method returns the report that it was done, a sentence, or null
/// if there is no such trial.
/// </summary>
/// <param name="pins">The trials whose checkpoints are kept whatever their sweep says.</param>
public sealed class TrialPinning(TrialPins pins)
{
    /// <summary>Keeps the checkpoints of a trial.</summary>
    public async Task<string?> PinAsync(SweepSummary sweep, int trial, CancellationToken cancel) =>
        await pins.PinAsync(new TrialId(sweep.Key, trial), cancel) is { } outcome
            ? $"{Title(sweep, trial)} is pinned{DescribePinned(outcome)}"
            : null;

    /// <summary>Lets the sweep decide again about the checkpoints of a trial.</summary>
    public async Task<string?> UnpinAsync(SweepSummary sweep, int trial, CancellationToken cancel) =>
        await pins.UnpinAsync(new TrialId(sweep.Key, trial), cancel) is { } outcome
            ? $"{Title(sweep, trial)} is no longer pinned{DescribeUnpinned(outcome)}"
            : null;

    private static string Title(SweepSummary sweep, int trial) => $"trial {trial} of sweep '{sweep.Name}'";

    private static string DescribePinned(PinOutcome outcome) => outcome switch
    {
        { Checkpoints: > 0 } => ": its checkpoints are kept",
        { Status: var status } when status.IsFinal() => ", but it has ended and has no checkpoint to keep",
        _ => ": the checkpoints that it saves are kept",
    };

    private static string DescribeUnpinned(PinOutcome outcome) => outcome switch
    {
        { Removed: > 0, Checkpoints: 0 } => ", and its checkpoints were deleted, since its sweep does not keep them",
        { Removed: > 0 } => ", and only its newest checkpoint is kept",
        _ => "",
    };
}
