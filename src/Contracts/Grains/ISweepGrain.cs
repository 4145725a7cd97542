using System.Collections.Immutable;
using Experiments.Contracts.Grains.Rungs;
using Experiments.Contracts.Outside;
using Orleans.Concurrency;

namespace Experiments.Contracts.Grains;

/// <summary>Makes all decisions of one sweep. Key: the sweep's id.</summary>
[Alias("experiments.sweep")]
public interface ISweepGrain : IGrainWithStringKey
{
    /// <summary>
    /// Stores the sweep and starts it. A repeated call with the same id gets the same answer and changes nothing.
    /// </summary>
    /// <exception cref="UserErrorException">The specification is not valid, or no node could ever run a trial of
    /// it.</exception>
    [Alias("submit")]
    Task SubmitAsync(SubmitSweep command);

    /// <summary>
    /// Wakes the sweep: it compares its running attempts with the nodes that are alive, and replaces those that are
    /// lost.
    /// </summary>
    [Alias("ping"), AlwaysInterleave]
    Task PingAsync();

    /// <summary>
    /// Receives leases that the fleet grants. The sweep returns those that it does not use. A lease that gets lost on
    /// the way expires and is granted again.
    /// </summary>
    [Alias("offer"), AlwaysInterleave, OneWay]
    Task OfferAsync(ImmutableArray<Lease> leases);

    /// <summary>
    /// Records the end of an attempt. Returns once that is committed. A repeated call changes nothing.
    /// </summary>
    [Alias("attempt-ended"), AlwaysInterleave]
    Task AttemptEndedAsync(AttemptReport report);

    /// <summary>
    /// Records that an attempt has reached a rung, and decides what it does next. Returns once that is committed. A
    /// repeated call changes nothing and gets a valid answer.
    /// </summary>
    [Alias("rung-reached"), AlwaysInterleave]
    Task<RungAnswer> RungReachedAsync(RungReport report);

    /// <summary>Ends the sweep for a user. Returns once that is committed.</summary>
    /// <exception cref="UserErrorException">There is no such sweep.</exception>
    [Alias("end"), AlwaysInterleave]
    Task EndAsync(EndMode mode);

    /// <summary>
    /// Raises the total number of trials to <paramref name="runCap"/>; a sweep that has ended continues. Returns once
    /// that is committed.
    /// </summary>
    /// <exception cref="UserErrorException">There is no such sweep, or it cannot be extended.</exception>
    [Alias("extend"), AlwaysInterleave]
    Task ExtendAsync(int runCap);

    /// <summary>
    /// Raises parts of the sweep's budget, and the total number of trials; null leaves a part as it is. A sweep that
    /// ended because a part was used up continues. Returns once that is committed.
    /// </summary>
    /// <param name="seconds">The time that it may run in total, in seconds.</param>
    /// <param name="deviceHours">The hours of devices that it may use in total.</param>
    /// <param name="noBetterAfter">The number of trials that it tries without a better one.</param>
    /// <param name="runCap">The total number of trials.</param>
    /// <exception cref="UserErrorException">There is no such sweep, it has no such budget, or one of these is not more
    /// than before, or not more than was used.</exception>
    [Alias("raise-budget"), AlwaysInterleave]
    Task RaiseBudgetAsync(double? seconds, double? deviceHours, int? noBetterAfter, int? runCap);

    /// <summary>
    /// Adds assignments of a user to try first; constants may be left out. Returns once they are committed.
    /// </summary>
    /// <exception cref="UserErrorException">There is no such sweep, an assignment is not in its space, or there is no
    /// room for them.</exception>
    [Alias("enqueue"), AlwaysInterleave]
    Task EnqueueAsync(ImmutableArray<Assignment> assignments);

    /// <summary>
    /// Tries trials again that failed for good, with all their restarts; a sweep that has ended continues. Returns once
    /// that is committed.
    /// </summary>
    /// <param name="trials">The numbers of the trials; empty means all that failed.</param>
    /// <returns>The numbers of the trials that are tried again, ascending.</returns>
    /// <exception cref="UserErrorException">There is no such sweep, none of its trials failed, or one of these did
    /// not.</exception>
    [Alias("retry"), AlwaysInterleave]
    Task<ImmutableArray<int>> RetryAsync(ImmutableArray<int> trials);

    /// <summary>
    /// Repeats the leading assignments of a sweep with other seeds, so that each has a number of trials in total; a
    /// sweep that has ended continues for them. Returns once that is committed.
    /// </summary>
    /// <param name="top">How many assignments, ≥ 1.</param>
    /// <param name="repeats">The number of trials of each in total, ≥ 2.</param>
    /// <returns>The numbers of the first trials of the assignments that are repeated.</returns>
    /// <exception cref="UserErrorException">There is no such sweep, it has no best trial, or so many trials of each
    /// have begun already.</exception>
    [Alias("confirm"), AlwaysInterleave]
    Task<ImmutableArray<int>> ConfirmAsync(int top, int repeats);

    /// <summary>
    /// Pauses a sweep, so that no more trials start, or resumes a paused one. Returns once that is committed.
    /// </summary>
    /// <exception cref="UserErrorException">There is no such sweep, or it cannot be paused or resumed.</exception>
    [Alias("pause"), AlwaysInterleave]
    Task PauseAsync(bool paused);

    /// <summary>
    /// Lets the sweep run at most <paramref name="most"/> trials at a time, in place of what its file says, or lifts
    /// that limit if it is null. Trials above it save a checkpoint and wait, at no restart. Returns once that is
    /// committed.
    /// </summary>
    /// <exception cref="UserErrorException">There is no such sweep, it has ended, or has this limit already.
    /// </exception>
    [Alias("limit"), AlwaysInterleave]
    Task LimitAsync(int? most);

    /// <summary>
    /// Gives a worker outside the cluster a trial. Waits some seconds if there is none now. A repeated call gets the
    /// same trial while that runs.
    /// </summary>
    /// <exception cref="UserErrorException">There is no such sweep, or it is not one of workers outside.</exception>
    [Alias("claim"), AlwaysInterleave]
    Task<OutsideOffer> ClaimAsync(OutsideClaim claim);

    /// <summary>
    /// Passes on what a worker outside the cluster says about its attempt. If that ends, returns once the end is
    /// committed. A repeated call changes nothing.
    /// </summary>
    /// <returns>The answer, or null if this is not the trial's running attempt.</returns>
    /// <exception cref="UserErrorException">There is no such sweep, or the number of the message does not follow that
    /// of the last one.</exception>
    /// <exception cref="Faults.ClusterFaultException">The attempt's node does not answer; a repeated call may.
    /// </exception>
    [Alias("tell"), AlwaysInterleave]
    Task<OutsideAnswer?> TellAsync(OutsideMessage message);
}
