using System.Collections.Immutable;
using Experiments.Contracts.Faults;
using Experiments.Contracts.Grains;
using Experiments.Contracts.Grains.Rungs;
using Experiments.Contracts.Ports.Execution;
using Experiments.Contracts.Ports.Persistence;
using Experiments.Contracts.Sweeps;
using Experiments.Contracts.Tracing;
using Experiments.Search.Events;
using Experiments.Search.States;
using Experiments.Search.States.Rungs;
using Experiments.Search.States.Trials;
using Microsoft.Extensions.Logging;

namespace Experiments.Grains.Sweeps;

/// <summary>
/// Brings the world to what a sweep has decided: asks the fleet for leases, starts attempts on them, notices those that
/// are lost. Nothing here is remembered across a crash; <see cref="Wake"/> derives it all from the committed state, and
/// whatever it repeats is harmless to repeat. What is told here returns once it is committed; what follows from it is not
/// waited for.
/// </summary>
internal sealed class SweepRun
{
    /// <summary>
    /// Attempts that train for less than this on average have their successors decided and sent to the nodes before they end,
    /// so that no device waits for a decision to be committed. Longer ones lose nothing to speak of, and what is decided as
    /// late as can be knows most and goes where there is room first.
    /// </summary>
    private static readonly TimeSpan Short = TimeSpan.FromSeconds(2);

    private readonly StoredSweep _sweep;
    private readonly DecisionPump _pump;
    private readonly AttemptCalls _attempts;
    private readonly IFleetGrain _fleet;
    private readonly IExecutor _executor;
    private readonly SweepMeters _meters;
    private readonly Action _leave;
    private readonly Func<ImmutableArray<string>, Task<ImmutableArray<Observation>>> _lend;
    private readonly TimeProvider _time;
    private readonly ILogger _log;
    private readonly Coalesced _reconcile;
    private readonly Coalesced _settle;
    private Task? _preparing;
    private TimeSpan? _typical;
    private bool _saidThatRungsAreSkipped;

    /// <summary>The last lease that was granted to it.</summary>
    private LeaseId? _heard;

    /// <summary>Since when it has wanted a lease that it was not granted yet; null: it wants none.</summary>
    private long? _wantedSince;

    public SweepRun(
        StoredSweep sweep, DecisionPump pump, AttemptCalls attempts, IFleetGrain fleet, IExecutor executor,
        SweepMeters meters, Action leave, Func<ImmutableArray<string>, Task<ImmutableArray<Observation>>> lend,
        TimeProvider time, ILogger log)
    {
        (_sweep, _pump, _attempts, _fleet, _executor) = (sweep, pump, attempts, fleet, executor);
        (_meters, _leave, _lend, _time, _log) = (meters, leave, lend, time, log);
        _reconcile = new Coalesced(ReconcileAsync);
        _settle = new Coalesced(SettleAsync);
        pump.Broke = StartOver;
    }

    private SweepSpec Spec => _sweep.Spec;

    private SearchState State => _pump.State;

    /// <summary>How many more attempts could begin now, if leases were there.</summary>
    private int Room
    {
        get
        {
            var wanted = State.RemainingDemand;
            var allowed = Spec.MaxConcurrentTrials is { } most ? Math.Min(wanted, most - State.Running.Count) : wanted;
            return Math.Max(0, allowed - _pump.UndecidedOffers);
        }
    }

    /// <summary>Goes on from wherever the sweep is, and mends what is not as it was decided.</summary>
    public void Wake()
    {
        // A sweep that goes on after its end is prepared once more.
        if (State.Status == SweepStatus.Preparing)
            (_preparing = _preparing is { IsCompleted: false } ? _preparing : PrepareAsync()).Ignore();
        else _reconcile.RunAsync().Ignore();
    }

    /// <summary>Takes nothing more in: the sweep goes on elsewhere.</summary>
    public void Close()
    {
        _pump.Close();
        _meters.Hide(_sweep);
    }

    /// <summary>
    /// Begins attempts on leases; gives back those that nothing begins on. Those that a node refuses are left to expire:
    /// until then the fleet takes their share for used, so that a node that refuses whatever comes is asked once per share
    /// and life of a lease, and the attempts of a trial do not run away.
    /// </summary>
    public void Use(ImmutableArray<Lease> leases)
    {
        // Two answers of the fleet may overtake each other; numbers of another incarnation are not to be compared.
        foreach (var lease in leases.Select(lease => lease.Id))
            if (_heard is not { } last || last.Fleet != lease.Fleet || last.Number < lease.Number) _heard = lease;
        UseAsync(leases).Ignore();
    }

    /// <summary>Takes in how an attempt ended.</summary>
    public Task EndedAsync(AttemptReport report)
    {
        _attempts.Begun(report.Successors);
        if (report.End == AttemptEnd.Completed)
            _typical = _typical is { } before ? before * 0.8 + report.Trained * 0.2 : report.Trained;
        return TakeEndAsync(report);
    }

    /// <summary>Takes in that an attempt has come to a rung; returns what becomes of it.</summary>
    public async Task<RungAnswer> RungReachedAsync(RungReport report)
    {
        var before = State.Running.GetValueOrDefault(report.Trial)?.Progress;
        var decided = await TellAsync(
            new SearchEvent.RungReached(report.Trial, report.Attempt, report.Step, report.Objective, report.Best));
        if (decided.OfType<SearchAction.ReachRung>().SingleOrDefault() is { } reach) WarnOfSkipped(reach, before, report.Step);
        // What was decided now or, where it is told again, then: the state says it either way.
        return State.Running.TryGetValue(report.Trial, out var running) && running.Attempt == report.Attempt ? RungAnswer.Continue
            : State.Paused.TryGetValue(report.Trial, out var paused) && paused.Attempt == report.Attempt ? RungAnswer.Pause
            : RungAnswer.Stop;
    }

    private void WarnOfSkipped(SearchAction.ReachRung reach, RungProgress? before, int step)
    {
        var skipped = reach.Rung - (before?.Rung ?? -1) - 1;
        if (skipped == 0 || _saidThatRungsAreSkipped) return;
        _saidThatRungsAreSkipped = true;
        _log.LogWarning(
            LogEvents.Advice,
            "{Sweep}: trial {Trial} passed {Rungs} rungs of early_terminate with one report, at {Step}, and is compared once for all of "
            + "them; give the rungs in the steps that it reports or, for asha, count its reports with 'time_attr: training_iteration'",
            Spec.Name, reach.Trial, skipped + 1, step);
    }

    private Task TakeEndAsync(AttemptReport report) => EndAttemptAsync(report.Trial, report.Attempt, report.End switch
    {
        AttemptEnd.Completed => new AttemptOutcome.Completed(report.Objective),
        AttemptEnd.Failed => new AttemptOutcome.Failed(report.Cause),
        AttemptEnd.Diverged => new AttemptOutcome.Diverged(report.Cause),
        AttemptEnd.Released => new AttemptOutcome.Released(report.Cause),
        // It is not the trial's current attempt any more, so this changes nothing.
        AttemptEnd.Paused or AttemptEnd.Pruned => new AttemptOutcome.Released("it ended at a rung"),
        _ => new AttemptOutcome.Cancelled(),
    });

    /// <summary>Takes in that a person wants an end.</summary>
    public Task EndAsync(EndMode mode) =>
        TellAsync(mode == EndMode.Stop ? new SearchEvent.StopRequested() : new SearchEvent.CancelRequested());

    /// <summary>Takes in that a person wants more trials.</summary>
    public Task ExtendAsync(int runCap) =>
        WishAsync(new SearchEvent.RunCapRaised(runCap), () => Refusal.OfExtend(State, runCap));

    /// <summary>Takes in what a person wants tried first.</summary>
    public Task EnqueueAsync(string assignmentsJson) =>
        Task.WhenAll(GivenAssignments.Read(Spec, assignmentsJson).Select(assignment =>
            WishAsync(new SearchEvent.AssignmentGiven(assignment), () => Refusal.OfEnqueue(State))));

    /// <summary>Takes in that a person wants a pause, or its end.</summary>
    public Task PauseAsync(bool paused) => WishAsync(
        paused ? new SearchEvent.PauseRequested() : new SearchEvent.ResumeRequested(), () => Refusal.OfPause(State, paused));

    private async Task WishAsync(SearchEvent wish, Func<string> refusal)
    {
        if ((await TellAsync(wish)).IsEmpty) throw new UserErrorException($"sweep '{Spec.Name}' {refusal()}");
        if (State.Status == SweepStatus.Preparing) Wake();
    }

    private async Task UseAsync(ImmutableArray<Lease> leases)
    {
        var unused = (await Task.WhenAll(leases.Select(TryBeginAsync))).OfType<LeaseId>().ToImmutableArray();
        if (unused.IsEmpty) return;
        // The fleet first hears how much is wanted now, or it would grant the same leases again.
        await _settle.RunAsync();
        await _fleet.ReturnAsync(unused);
    }

    private async Task PrepareAsync()
    {
        SearchEvent happened;
        try
        {
            var progress = new Progress<string>(line => _log.LogInformation("{Sweep}: {Progress}", Spec.Name, line));
            _pump.Provenance = await Task.Run(() =>
                _executor.PrepareAsync(Spec.Workload, Spec.Resources.Threads(), progress, CancellationToken.None));
            if (State.NextTrial == 0 && !Spec.WarmStart.IsEmpty)
                await TellAsync(new SearchEvent.ObservationsLent(await _lend(Spec.WarmStart)));
            happened = new SearchEvent.Prepared();
        }
        catch (Exception failure)
        {
            _log.LogDebug(failure, "{Sweep} could not be prepared.", Spec.Name);
            happened = new SearchEvent.PreparationFailed(failure.Message);
        }

        await TellAsync(happened);
    }

    private async Task<ImmutableArray<SearchAction>> TellAsync(SearchEvent happened)
    {
        var decided = await _pump.TellAsync(happened);
        _settle.RunAsync().Ignore();
        return decided;
    }

    private async Task EndAttemptAsync(int trial, int attempt, AttemptOutcome outcome)
    {
        await TellAsync(new SearchEvent.AttemptEnded(trial, attempt, outcome));
        _attempts.Forget(trial, attempt);
    }

    /// <summary>Begins an attempt on a lease; returns the lease where nothing begins on it.</summary>
    private async Task<LeaseId?> TryBeginAsync(Lease lease)
    {
        if (Room == 0) return lease.Id;
        var granted = _time.GetTimestamp();
        if (_wantedSince is { } since) _meters.Granted(_time.GetElapsedTime(since, granted));
        _wantedSince = granted;
        try
        {
            var decided = await _pump.TellAsync(new SearchEvent.SlotOffered(lease.Silo));
            if (decided.OfType<SearchAction.BeginAttempt>().SingleOrDefault() is not { } begin)
            {
                // What waits may not begin on this node now. Were the lease returned, it would be granted again at once.
                return State.RemainingDemand > 0 ? null : lease.Id;
            }

            StartAsync(begin, lease, granted).Ignore();
            return null;
        }
        catch (Exception)
        {
            // The pump has said so already; where the decision was committed after all, its attempt never starts.
            return lease.Id;
        }
    }

    private async Task StartAsync(SearchAction.BeginAttempt begin, Lease lease, long granted)
    {
        using var span = SweepTrace.Start("place", _sweep.Id)?.SetTag("experiments.trial", begin.Trial)
            .SetTag("experiments.attempt", begin.Attempt).SetTag("experiments.node", lease.Silo);
        var progress = State.Running.GetValueOrDefault(begin.Trial)?.Progress;
        var (outcome, cause) = await _attempts.StartAsync(begin, progress, lease);
        if (outcome == StartOutcome.Started) _meters.Placed(_time.GetElapsedTime(granted));
        if (outcome == StartOutcome.Refused)
            await EndAttemptAsync(begin.Trial, begin.Attempt, new AttemptOutcome.Released(cause));
    }

    private async Task ReconcileAsync()
    {
        try
        {
            var running = State.Running;
            await _attempts.LearnNodesAsync(running.Values);
            await Task.WhenAll(running.Select(pair => VerifyAsync(pair.Key, pair.Value)));
            await _settle.RunAsync();
        }
        catch (Exception failure)
        {
            _log.LogWarning("{Sweep} could not be looked after, and will be again at the next ping: {Cause}", Spec.Name, failure.Message);
        }
    }

    private async Task VerifyAsync(int trial, RunningTrial running)
    {
        if (await _attempts.VerifyAsync(trial, running) is not { } outcome) return;
        if (outcome is AttemptOutcome.Failed) _meters.AttemptLost();
        await EndAttemptAsync(trial, running.Attempt, outcome);
    }

    private void StartOver(Exception failure)
    {
        _log.LogWarning("A decision of {Sweep} was not recorded; it starts over from what is: {Cause}", Spec.Name, failure.Message);
        _settle.RunAsync().Ignore();
    }

    /// <summary>
    /// Does what the committed state asks for besides running attempts: interrupts what was cancelled, and tells the fleet how
    /// much is wanted. A sweep whose commit failed wants nothing and leaves, for it may want again only once it is loaded: nothing is
    /// granted to it meanwhile that it would fail to use over and over. One that has ended does not leave: whoever gives it more to do
    /// in that moment would talk to an activation that goes, and be lost with it.
    /// </summary>
    private async Task SettleAsync()
    {
        // Where the sweep goes on elsewhere already, its demand is not for this one to change.
        if (_pump.IsClosed) return;
        if (State.Status == SweepStatus.Cancelling) _attempts.InterruptAsync(State.Running).Ignore();
        try
        {
            var demand = Demand();
            _wantedSince = demand.Wanted > 0 ? _wantedSince ?? _time.GetTimestamp() : null;
            var leases = await _fleet.WantAsync(demand);
            if (!leases.IsEmpty) Use(leases);
        }
        catch (Exception unknown)
        {
            _log.LogDebug(unknown, "The fleet did not answer.");
        }

        if (_pump.IsBroken) _leave();
    }

    private SweepDemand Demand() => new()
    {
        SweepId = _sweep.Id,
        Wanted = _pump.IsBroken ? 0 : Room,
        Cpu = Spec.Resources.Cpu,
        Gpu = Spec.Resources.Gpu,
        Priority = Spec.Resources.Priority,
        Weight = Spec.Resources.Weight,
        Ahead = _typical < Short,
        Heard = _heard,
    };
}
