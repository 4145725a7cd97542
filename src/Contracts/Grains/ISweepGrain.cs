using System.Collections.Immutable;
using Experiments.Contracts.Grains.Rungs;
using Orleans.Concurrency;

namespace Experiments.Contracts.Grains;

/// <summary>Owns the decisions of one sweep, and nothing else does. Key: the sweep's id.</summary>
[Alias("experiments.sweep")]
public interface ISweepGrain : IGrainWithStringKey
{
    /// <summary>
    /// Stores the sweep and starts it. Repeated with the same id, it answers as the first time and changes nothing.
    /// </summary>
    /// <exception cref="UserErrorException">The specification is not one, or no node could ever run a trial of
    /// it.</exception>
    [Alias("submit")]
    Task SubmitAsync(SubmitSweep command);

    /// <summary>
    /// Wakes the sweep: it compares its running attempts with the nodes that live, and mends what is lost.
    /// </summary>
    [Alias("ping"), AlwaysInterleave]
    Task PingAsync();

    /// <summary>
    /// The fleet grants leases; those that are not used go back. One that gets lost is void in time, and granted again.
    /// </summary>
    [Alias("offer"), AlwaysInterleave, OneWay]
    Task OfferAsync(ImmutableArray<Lease> leases);

    /// <summary>An attempt ended. Returns once that is committed; told again, it changes nothing.</summary>
    [Alias("attempt-ended"), AlwaysInterleave]
    Task AttemptEndedAsync(AttemptReport report);

    /// <summary>
    /// An attempt has come to a rung and waits to hear what becomes of it. Returns once that is committed; told again,
    /// it changes nothing, and the answer is still true.
    /// </summary>
    [Alias("rung-reached"), AlwaysInterleave]
    Task<RungAnswer> RungReachedAsync(RungReport report);

    /// <summary>A person wants the sweep to end. Returns once that is committed.</summary>
    /// <exception cref="UserErrorException">There is no such sweep.</exception>
    [Alias("end"), AlwaysInterleave]
    Task EndAsync(EndMode mode);

    /// <summary>
    /// A person wants this many trials in total, more than before; a sweep that has ended goes on. Returns once that is
    /// committed.
    /// </summary>
    /// <exception cref="UserErrorException">There is no such sweep, or it cannot be extended.</exception>
    [Alias("extend"), AlwaysInterleave]
    Task ExtendAsync(int runCap);

    /// <summary>
    /// A user gives assignments to try first; constants may be left out. Returns once they are committed.
    /// </summary>
    /// <exception cref="UserErrorException">There is no such sweep, one of them is not in its space, or there is no room
    /// for them.</exception>
    [Alias("enqueue"), AlwaysInterleave]
    Task EnqueueAsync(ImmutableArray<Assignment> assignments);

    /// <summary>A person wants nothing to begin, or a paused sweep to go on. Returns once that is committed.</summary>
    /// <exception cref="UserErrorException">There is no such sweep, or it is not one that this can be done
    /// to.</exception>
    [Alias("pause"), AlwaysInterleave]
    Task PauseAsync(bool paused);
}
