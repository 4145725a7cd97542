using System.Collections.Immutable;
using Experiments.Contracts.Faults;
using Experiments.Contracts.Grains;
using Experiments.Contracts.Outside;
using Experiments.Contracts.Ports.Persistence;
using Experiments.Contracts.Sweeps;
using Experiments.Contracts.Workloads;
using Experiments.Grains.Placement;
using Experiments.Search.Events;
using Experiments.Search.Specs;
using Experiments.Search.States;
using Experiments.Search.States.Rungs;
using Experiments.Search.States.Trials;
using Experiments.Search.Stopping;
using Microsoft.Extensions.Logging;

namespace Experiments.Grains.Sweeps;

/// <summary>
/// The calls from a sweep to its attempts, and what the sweep knows about them. Attempts that it started itself need no
/// confirmation. Attempts that were running when it was loaded, and those whose start was not answered, are in doubt
/// until they confirm.
/// </summary>
internal sealed partial class AttemptCalls
{
    private readonly StoredSweep _sweep;
    private readonly IGrainFactory _grains;
    private readonly Membership _membership;
    private readonly IClusterRegistry _registry;
    private readonly ILogger _log;
    private readonly HashSet<(int Trial, int Attempt)> _inDoubt;
    private readonly HashSet<(int Trial, int Attempt)> _interrupted = [];

    /// <summary>
    /// First attempts that wait at their node, as far as is known. Later attempts are never counted as waiting, so that
    /// a trial that takes down each of its nodes is detected.
    /// </summary>
    private readonly HashSet<int> _waiting = [];

    public AttemptCalls(
        StoredSweep sweep, SearchState loaded, IGrainFactory grains, Membership membership, IClusterRegistry registry,
        ILogger log)
    {
        (_sweep, _grains, _membership, _registry, _log) = (sweep, grains, membership, registry, log);
        _inDoubt = [.. loaded.Running.Select(pair => (pair.Key, pair.Value.Attempt))];
    }

    /// <summary>Starts an attempt on a lease.</summary>
    /// <param name="begin">The attempt to start.</param>
    /// <param name="progress">The last rung that its trial has reached, or null if none.</param>
    /// <param name="lease">The lease that the attempt uses.</param>
    /// <returns>The outcome, and its cause unless the attempt started.</returns>
    public async Task<(StartOutcome Outcome, string Cause)> StartAsync(
        SearchAction.BeginAttempt begin, RungProgress? progress, Lease lease)
    {
        try
        {
            // Added before the call: the previous attempt may end and name this one as its successor before the call is
            // answered.
            if (lease.Ahead && begin.Attempt == 1) _waiting.Add(begin.Trial);
            var begun = await Of(begin.Trial, begin.Attempt, lease.Silo).StartAsync(new StartAttempt
            {
                Lease = lease,
                SweepKey = _sweep.Key,
                Spec = _sweep.Spec,
                Assignment = begin.Assignment,
                Seed = TrialSeeds.Derive(_sweep.Spec, begin.Trial),
                Rungs = RungsOf(begin, progress),
            });
            if (begun) _waiting.Remove(begin.Trial);
            return (StartOutcome.Started, "");
        }
        catch (LeaseLostException lost)
        {
            return (StartOutcome.Refused, lost.Message);
        }
        catch (Exception unknown)
        {
            LogStartUnknown(begin.Trial, _sweep.Spec.Name, Causes.InBrief(unknown));
            _inDoubt.Add((begin.Trial, begin.Attempt));
            return (StartOutcome.Unknown, unknown.Message);
        }
    }

    /// <summary>
    /// Refreshes the membership if needed, so that no node is considered dead only because it is new. Call this before
    /// <see cref="VerifyAsync"/>.
    /// </summary>
    public Task LearnNodesAsync(IEnumerable<RunningTrial> running) =>
        _membership.LearnAsync(running.Select(trial => trial.Node).Distinct(), CancellationToken.None);

    /// <summary>
    /// Returns the outcome of an attempt that is running in the committed state, or null if it still runs as far as is
    /// known.
    /// </summary>
    public async Task<AttemptOutcome?> VerifyAsync(int trial, RunningTrial running)
    {
        if (!_membership.Lives(running.Node)) return await GoneAsync(trial, running.Node);
        if (!_inDoubt.Contains((trial, running.Attempt))) return null;
        try
        {
            if (!await Of(trial, running.Attempt, running.Node).ConfirmAsync())
                return new AttemptOutcome.Released("it never started");
            _inDoubt.Remove((trial, running.Attempt));
            return null;
        }
        catch (LeaseLostException)
        {
            return await GoneAsync(trial, running.Node);
        }
        catch (Exception unknown)
        {
            LogNoAnswer(trial, _sweep.Spec.Name, Causes.InBrief(unknown));
            return null;
        }
    }

    /// <summary>Interrupts each of these attempts, unless it was interrupted before.</summary>
    public Task InterruptAsync(IEnumerable<KeyValuePair<int, RunningTrial>> attempts) =>
        Task.WhenAll(attempts.Select(pair => InterruptAsync(pair.Key, pair.Value)));

    /// <summary>
    /// Asks attempts to save a checkpoint and give back their leases. One that has not started yet does not hear it.
    /// </summary>
    public Task ReleaseAsync(IEnumerable<KeyValuePair<int, RunningTrial>> attempts, string cause) =>
        Task.WhenAll(attempts.Select(async pair =>
        {
            try
            {
                await Of(pair.Key, pair.Value.Attempt, pair.Value.Node).ReleaseAsync(cause);
            }
            catch (Exception unknown)
            {
                LogNotInterrupted(pair.Key, _sweep.Spec.Name, Causes.InBrief(unknown));
            }
        }));

    /// <summary>Passes on what the worker outside the cluster says that carries out an attempt.</summary>
    /// <returns>The answer, or null if the attempt is not on its node any more.</returns>
    /// <exception cref="LeaseLostException">The node is gone.</exception>
    public Task<OutsideAnswer?> TellAsync(OutsideMessage message, RunningTrial running) =>
        Of(message.Trial, message.Attempt, running.Node).TellAsync(message);

    /// <summary>Forgets an attempt that has ended.</summary>
    public void Forget(int trial, int attempt)
    {
        _inDoubt.Remove((trial, attempt));
        _interrupted.Remove((trial, attempt));
        _waiting.Remove(trial);
    }

    /// <summary>Records that these trials no longer wait at their node, because they train.</summary>
    public void Begun(IEnumerable<int> trials) => _waiting.ExceptWith(trials);

    private async Task InterruptAsync(int trial, RunningTrial running)
    {
        if (!_interrupted.Add((trial, running.Attempt))) return;
        try
        {
            await Of(trial, running.Attempt, running.Node).InterruptAsync();
        }
        catch (Exception unknown)
        {
            _interrupted.Remove((trial, running.Attempt));
            LogNotInterrupted(trial, _sweep.Spec.Name, Causes.InBrief(unknown));
        }
    }

    /// <summary>
    /// Returns the outcome of an attempt whose node is gone. A node that left in order ended and reported all its
    /// attempts: one that still seems to run there began while the node left, and costs no restart. Neither does an
    /// attempt that only waited there.
    /// </summary>
    private async Task<AttemptOutcome> GoneAsync(int trial, string node) =>
        _waiting.Contains(trial) ? new AttemptOutcome.Released($"node {node} was lost before the trial began") :
        await _registry.HasLeftAsync(node, CancellationToken.None)
            ? new AttemptOutcome.Released($"node {node} has left")
            : new AttemptOutcome.Failed($"node {node} was lost");

    /// <summary>
    /// Returns the rungs ahead of the attempt, without those at or past the end of its training, where there is nothing
    /// to decide.
    /// </summary>
    private ImmutableArray<int> RungsOf(SearchAction.BeginAttempt begin, RungProgress? progress)
    {
        var search = _sweep.Spec.Search;
        if (!Ladder.Stops(search, begin.RepeatOf)) return [];
        var epochs = search.EarlyTermination?.ClockIn(search.Version) is RungClock.Metric
            ? null
            : TrialBudget.EpochsOf(_sweep.Spec.Workload, begin.Assignment);
        return [.. Ladder.Ahead(search, begin.Trial, progress).TakeWhile(rung => !(rung >= epochs))];
    }

    private ITrialGrain Of(int trial, int attempt, string silo) =>
        _grains.GetGrain<ITrialGrain>(new AttemptKey(_sweep.Id, trial, attempt, silo).ToString());

    [LoggerMessage(1, LogLevel.Warning, "The start of trial {Trial} of {Sweep} was not answered: {Cause}")]
    private partial void LogStartUnknown(int trial, string sweep, string cause);

    [LoggerMessage(2, LogLevel.Warning, "Trial {Trial} of {Sweep} did not answer: {Cause}")]
    private partial void LogNoAnswer(int trial, string sweep, string cause);

    [LoggerMessage(3, LogLevel.Warning, "Trial {Trial} of {Sweep} could not be interrupted: {Cause}")]
    private partial void LogNotInterrupted(int trial, string sweep, string cause);
}
