namespace Experiments.Contracts.Grains;

/// <summary>
/// Owns one attempt of one trial: its executor and its reports. Its key (<see cref="AttemptKey"/>) names the silo of its
/// lease; it lives there or nowhere.
/// </summary>
[Alias("experiments.trial")]
public interface ITrialGrain : IGrainWithStringKey
{
    /// <summary>Starts training and returns at once. Repeated, it changes nothing.</summary>
    /// <returns>Whether it has begun; false where its lease is one ahead and it waits for its share to be free.</returns>
    /// <exception cref="Faults.LeaseLostException">The node is gone, has no room, or has been asked to confirm
    /// before.</exception>
    [Alias("start")]
    Task<bool> StartAsync(StartAttempt command);

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

    /// <summary>
    /// Ends the attempt soon, with a checkpoint, because its lease is wanted back; the trial goes on elsewhere or later, and no
    /// restart is charged. Nothing happens where it does not run.
    /// </summary>
    /// <param name="cause">Why, in a person's words.</param>
    [Alias("release")]
    Task ReleaseAsync(string cause);
}
