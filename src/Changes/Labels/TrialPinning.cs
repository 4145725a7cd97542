using Experiments.Changes.Access;
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
/// <param name="recorder">Records the changes.</param>
public sealed class TrialPinning(TrialPins pins, ChangeRecorder recorder)
{
    /// <summary>Keeps the checkpoints of a trial.</summary>
    public async Task<string?> PinAsync(SweepSummary sweep, int trial, CancellationToken cancel) =>
        await RecordAsync("pin", sweep, trial, pins.PinAsync, cancel) is { } outcome
            ? $"{Title(sweep, trial)} is pinned{DescribePinned(outcome)}"
            : null;

    /// <summary>Lets the sweep decide again about the checkpoints of a trial.</summary>
    public async Task<string?> UnpinAsync(SweepSummary sweep, int trial, CancellationToken cancel) =>
        await RecordAsync("unpin", sweep, trial, pins.UnpinAsync, cancel) is { } outcome
            ? $"{Title(sweep, trial)} is no longer pinned{DescribeUnpinned(outcome)}"
            : null;

    private Task<PinOutcome?> RecordAsync(
        string action, SweepSummary sweep, int trial, Func<TrialId, CancellationToken, Task<PinOutcome?>> change,
        CancellationToken cancel) => recorder.RecordAsync(
        action, sweep.Id, Title(sweep, trial), () => change(new TrialId(sweep.Key, trial), cancel), cancel);

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
