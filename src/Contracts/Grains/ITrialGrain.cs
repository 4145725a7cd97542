using Experiments.Contracts.Outside;
using Orleans.Concurrency;

namespace Experiments.Contracts.Grains;

/// <summary>
/// Runs one attempt of one trial. Its key (<see cref="AttemptKey"/>) names the silo of its lease, the only one that it
/// can be activated on.
/// </summary>
[Alias("experiments.trial")]
public interface ITrialGrain : IGrainWithStringKey
{
    /// <summary>Starts training and returns at once. A repeated call changes nothing.</summary>
    /// <returns>Whether it has begun, or false if its lease was granted ahead and it waits for its share to become
    /// free.</returns>
    /// <exception cref="Faults.LeaseLostException">The node is gone or has no room, or the attempt was given up before
    /// it started.</exception>
    [Alias("start")]
    Task<bool> StartAsync(StartAttempt command);

    /// <summary>
    /// Returns whether the attempt was started here and its end, if it has ended, is not yet reported. If the answer is
    /// no, it can never start here, so that the sweep may begin the next attempt.
    /// </summary>
    /// <exception cref="Faults.LeaseLostException">The node is gone.</exception>
    [Alias("confirm")]
    Task<bool> ConfirmAsync();

    /// <summary>
    /// Ends the attempt soon, with a checkpoint, because its sweep was cancelled. If it has not started yet, it never
    /// starts.
    /// </summary>
    [Alias("interrupt")]
    Task InterruptAsync();

    /// <summary>
    /// Ends the attempt soon, with a checkpoint, because its lease is needed elsewhere. The trial continues on another
    /// node or later, and this does not count as a restart. Does nothing if the attempt is not here.
    /// </summary>
    /// <param name="cause">The cause, as a message for people.</param>
    [Alias("release")]
    Task ReleaseAsync(string cause);

    /// <summary>Passes on what the worker outside the cluster says that carries out the attempt.</summary>
    /// <returns>The answer, or null if the attempt is not here, or not any more.</returns>
    /// <exception cref="UserErrorException">The number of the message does not follow that of the last one.</exception>
    /// <exception cref="Faults.LeaseLostException">The node is gone.</exception>
    [Alias("tell"), AlwaysInterleave]
    Task<OutsideAnswer?> TellAsync(OutsideMessage message);
}
