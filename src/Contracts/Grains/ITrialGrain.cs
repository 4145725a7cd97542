namespace Experiments.Contracts.Grains;

/// <summary>
/// Owns one attempt of one trial: its executor and its reports. Its key (<see cref="AttemptKey"/>) names the silo of its
/// lease; it lives there or nowhere.
/// </summary>
[Alias("experiments.trial")]
public interface ITrialGrain : IGrainWithStringKey
{
    /// <summary>Starts training and returns at once. Repeated, it changes nothing.</summary>
    /// <exception cref="Faults.LeaseLostException">The node is gone, has no room, or has been asked to confirm
    /// before.</exception>
    [Alias("start")]
    Task StartAsync(StartAttempt command);

    /// <summary>
    /// Whether the attempt was started here, and its end, if it has ended, not yet told. Where the answer is no it can
    /// never start any more, so that the sweep may begin the next one.
    /// </summary>
    /// <exception cref="Faults.LeaseLostException">The node is gone.</exception>
    [Alias("confirm")]
    Task<bool> ConfirmAsync();

    /// <summary>
    /// Ends the attempt soon, with a checkpoint, because its sweep was cancelled. One that was not started yet never will be.
    /// </summary>
    [Alias("interrupt")]
    Task InterruptAsync();
}
