using System.Collections.Immutable;
using Experiments.Contracts.Faults;
using Experiments.Contracts.Outside;
using Experiments.Grains.Outside;
using Experiments.Search.Events;
using Experiments.Search.States.Trials;

namespace Experiments.Grains.Sweeps;

/// <summary>What workers outside the cluster ask of a sweep, and tell it.</summary>
internal sealed class OutsideWorkers
{
    /// <summary>How long a worker waits for a trial before it asks again: less than a call may take.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private readonly DecisionPump _pump;
    private readonly OutsideClaims _claims;
    private readonly DemandTeller _demand;
    private readonly AttemptCalls _attempts;
    private readonly TimeProvider _time;
    private readonly Dictionary<(int Trial, int Attempt), TaskCompletionSource> _ends = [];

    /// <param name="pump">The pump whose state tells which attempts run.</param>
    /// <param name="claims">The workers that wait.</param>
    /// <param name="demand">Told when their number changes.</param>
    /// <param name="attempts">The way to the attempts.</param>
    /// <param name="time">The clock of waits.</param>
    public OutsideWorkers(
        DecisionPump pump, OutsideClaims claims, DemandTeller demand, AttemptCalls attempts, TimeProvider time)
    {
        (_pump, _claims, _demand, _attempts, _time) = (pump, claims, demand, attempts, time);
        pump.Committed += Committed;
        pump.Broke += Broke;
    }

    /// <summary>Gives a worker a trial, or waits for one.</summary>
    public async Task<OutsideOffer> ClaimAsync(OutsideClaim claim)
    {
        if (_pump.State.IsFinal) return new OutsideOffer { IsOver = true };
        var trial = _claims.WaitAsync(claim);
        if (!trial.IsCompleted)
        {
            _demand.TellAsync().Ignore();
            using var given = new CancellationTokenSource();
            await Task.WhenAny(trial, Task.Delay(Patience, _time, given.Token));
            await given.CancelAsync();
            if (!trial.IsCompleted)
            {
                _claims.Leave(claim.Id);
                _demand.TellAsync().Ignore();
            }
        }

        return new OutsideOffer { Trial = await trial, IsOver = _pump.State.IsFinal };
    }

    /// <summary>
    /// Passes on what a worker says about its attempt; if that ends, returns once the end is committed.
    /// </summary>
    /// <returns>The answer, or null if this is not the trial's running attempt.</returns>
    /// <exception cref="ClusterFaultException">The attempt's node does not answer.</exception>
    public async Task<OutsideAnswer?> TellAsync(OutsideMessage message)
    {
        if (Find(message) is not { } running) return null;
        OutsideAnswer? answer;
        try
        {
            answer = await _attempts.TellAsync(message, running);
        }
        catch (LeaseLostException)
        {
            throw new ClusterFaultException(
                $"the node that follows trial {message.Trial} does not answer; send this again");
        }

        if (answer is not { GoesOn: true }) await EndAsync(message);
        return answer;
    }

    private RunningTrial? Find(OutsideMessage message) =>
        _pump.State.Running.TryGetValue(message.Trial, out var running) && running.Attempt == message.Attempt
            ? running
            : null;

    private Task EndAsync(OutsideMessage message)
    {
        if (Find(message) is null) return Task.CompletedTask;
        var key = (message.Trial, message.Attempt);
        if (!_ends.TryGetValue(key, out var end))
            _ends[key] = end = new(TaskCreationOptions.RunContinuationsAsynchronously);
        return end.Task;
    }

    private void Committed(ImmutableArray<SearchStep> steps)
    {
        foreach (var ((trial, attempt), end) in _ends.ToArray())
        {
            if (_pump.State.Running.TryGetValue(trial, out var running) && running.Attempt == attempt) continue;
            _ends.Remove((trial, attempt));
            end.SetResult();
        }

        _claims.Keep((trial, attempt) =>
            _pump.State.Running.TryGetValue(trial, out var running) && running.Attempt == attempt);
        if (_pump.State.IsFinal) _claims.LeaveAll();
    }

    private void Broke(Exception failure)
    {
        foreach (var end in _ends.Values)
            end.SetException(new ClusterFaultException("the end of the trial is not recorded yet; send this again"));
        _ends.Clear();
        _claims.LeaveAll();
    }
}
