namespace Experiments.Workloads;

/// <summary>
/// One attempt of one trial, as its workload sees it. The node derives from this class, and tests of a workload can
/// too.
/// </summary>
public abstract class TrialContext
{
    /// <summary>The id of the sweep.</summary>
    public required string SweepId { get; init; }

    /// <summary>The number of the trial within its sweep, from 0.</summary>
    public required int Number { get; init; }

    /// <summary>The number of the attempt at this trial, from 1.</summary>
    public required int Attempt { get; init; }

    /// <summary>The trial's values by type, with defaults filled in.</summary>
    public required TrialParameters Parameters { get; init; }

    /// <summary>The name of the metric that the sweep optimizes, or null if it has no objective.</summary>
    public required string? Objective { get; init; }

    /// <summary>The seed of the trial's random numbers, the same for each attempt.</summary>
    public required long Seed { get; init; }

    /// <summary>The device to compute on: <c>cpu</c>, <c>cuda:0</c>, …</summary>
    public required string Device { get; init; }

    /// <summary>The number of threads to compute with, at least 1.</summary>
    public required int Threads { get; init; }

    /// <summary>The number of epochs between checkpoints, at least 1.</summary>
    public required int CheckpointEveryEpochs { get; init; }

    /// <summary>The checkpoint to continue from, or null to start from the beginning.</summary>
    public required SavedCheckpoint? Resume { get; init; }

    /// <summary>
    /// Reports the metrics of a step. Steps increase from one call to the next. Waits while the database is behind.
    /// </summary>
    /// <param name="step">The step, such as the number of the epoch.</param>
    /// <param name="metrics">The names and values of the step; values may be NaN or infinite.</param>
    /// <param name="cancel">Stops waiting.</param>
    /// <returns>
    /// What to do next. After <see cref="TrialSignal.SaveCheckpoint"/>, a workload that cannot save continues; its next
    /// report returns whether to stop, and if it is resumed later, it starts from the beginning.
    /// </returns>
    /// <exception cref="OperationCanceledException">
    /// An earlier call returned <see cref="TrialSignal.Stop"/>, or the attempt was interrupted. Do not catch it.
    /// </exception>
    public abstract ValueTask<TrialSignal> ReportAsync(
        long step, IEnumerable<KeyValuePair<string, double>> metrics, CancellationToken cancel = default);

    /// <summary>Saves a checkpoint, once everything that was reported before it is committed.</summary>
    /// <param name="step">The last reported step, or 0 if there is none.</param>
    /// <param name="data">The state that is needed to resume. Do not change it until the returned task
    /// completes.</param>
    /// <param name="cancel">Stops waiting for the database.</param>
    /// <returns><see cref="TrialSignal.Continue"/> or <see cref="TrialSignal.Stop"/>.</returns>
    /// <exception cref="OperationCanceledException">
    /// An earlier call returned <see cref="TrialSignal.Stop"/>, or the attempt was interrupted. Do not catch it.
    /// </exception>
    public abstract Task<TrialSignal> SaveCheckpointAsync(
        long step, ReadOnlyMemory<byte> data, CancellationToken cancel = default);
}
