using System.Collections.Immutable;
using Experiments.Contracts.Grains;
using Experiments.Contracts.Ports.Persistence;
using Experiments.Contracts.Sweeps;
using Experiments.Search.Events;
using Experiments.Search.States;

namespace Experiments.Grains.Sweeps;

/// <summary>The commands of users to a sweep that was submitted. Each returns once it is committed.</summary>
internal sealed class UserCommands(DecisionPump pump, Preparation preparation, ISweepStore store)
{
    /// <summary>Ends the sweep.</summary>
    public Task EndAsync(EndMode mode) =>
        pump.TellAsync(mode == EndMode.Stop ? new SearchEvent.StopRequested() : new SearchEvent.CancelRequested());

    /// <summary>Raises the maximum number of trials.</summary>
    /// <exception cref="UserErrorException">The sweep cannot be extended.</exception>
    public Task ExtendAsync(int runCap) =>
        AskAsync(new SearchEvent.RunCapRaised(runCap), () => Refusal.OfExtend(pump.State, runCap));

    /// <summary>Raises parts of the budget.</summary>
    /// <exception cref="UserErrorException">The budget cannot be raised so.</exception>
    public Task RaiseBudgetAsync(SearchEvent.BudgetRaised raised) =>
        AskAsync(raised, () => Refusal.OfRaise(pump.State, raised));

    /// <summary>Has assignments tried first.</summary>
    /// <exception cref="UserErrorException">One of them is not in the sweep's space, or there is no room for
    /// them.</exception>
    public Task EnqueueAsync(ImmutableArray<Assignment> assignments) =>
        Task.WhenAll(EnqueuedAssignments.Complete(pump.Sweep.Spec, assignments).Select(assignment =>
            AskAsync(new SearchEvent.AssignmentGiven(assignment), () => Refusal.OfEnqueue(pump.State))));

    /// <summary>Tries trials again that failed for good: these, or all if none is named.</summary>
    /// <returns>The numbers of the trials that are tried again.</returns>
    /// <exception cref="UserErrorException">None failed, or one of these did not.</exception>
    public async Task<ImmutableArray<int>> RetryAsync(ImmutableArray<int> trials)
    {
        var failed = await FailedTrials.FindAsync(store, pump.Sweep.Key, CancellationToken.None);
        foreach (var trial in trials)
            if (!failed.ContainsKey(trial)) throw Refuse(Refusal.OfRetry(pump.State, trial));
        int[] wanted = trials.IsEmpty ? [.. failed.Keys] : [.. trials.Distinct().Order()];
        var answers = await Task.WhenAll(wanted.Select(trial => pump.TellAsync(failed[trial])));
        ImmutableArray<int> again = [.. wanted.Where((_, index) => !answers[index].IsEmpty)];
        if (again.IsEmpty) throw Refuse(Refusal.OfRetry(pump.State, null));
        if (pump.State.Status == SweepStatus.Preparing) preparation.Begin();
        return again;
    }

    /// <summary>Repeats the leading assignments.</summary>
    /// <returns>The numbers of the first trials of those that are repeated.</returns>
    /// <exception cref="UserErrorException">The sweep has no best trial, or they are repeated as often
    /// already.</exception>
    public async Task<ImmutableArray<int>> ConfirmAsync(int top, int repeats)
    {
        if (Refusal.OfConfirm(pump.Sweep.Spec) is { } never) throw Refuse(never);
        var completed = new CompletedAssignments();
        await foreach (var step in store.ReadLogAsync(pump.Sweep.Key, cancel: CancellationToken.None))
            completed.Add(step);
        SearchEvent.RepeatsRequested[] wanted = [.. completed.Repeat(pump.Sweep.Spec.Search.Goal, top, repeats)];
        if (wanted.Length == 0) throw Refuse("has no completed trial to repeat");
        var answers = await Task.WhenAll(wanted.Select(pump.TellAsync));
        ImmutableArray<int> repeated =
            [.. wanted.Where((_, index) => !answers[index].IsEmpty).Select(asked => asked.Trial)];
        if (repeated.IsEmpty) throw Refuse(Refusal.OfConfirm(pump.State, repeats));
        if (pump.State.Status == SweepStatus.Preparing) preparation.Begin();
        return repeated;
    }

    /// <summary>Pauses or resumes the sweep.</summary>
    /// <exception cref="UserErrorException">The sweep cannot be paused, or is not paused.</exception>
    public Task PauseAsync(bool paused) => AskAsync(
        paused ? new SearchEvent.PauseRequested() : new SearchEvent.ResumeRequested(),
        () => Refusal.OfPause(pump.State, paused));

    /// <summary>Limits how many trials run at a time, or lifts that limit if it is null.</summary>
    /// <exception cref="UserErrorException">The sweep has ended, or has this limit already.</exception>
    public Task LimitAsync(int? most) =>
        AskAsync(new SearchEvent.LimitRequested(most), () => Refusal.OfLimit(pump.State, most));

    private async Task AskAsync(SearchEvent asked, Func<string> refusal)
    {
        if ((await pump.TellAsync(asked)).IsEmpty)
            throw Refuse(refusal());
        if (pump.State.Status == SweepStatus.Preparing) preparation.Begin();
    }

    private UserErrorException Refuse(string refusal) => new($"sweep '{pump.Sweep.Spec.Name}' {refusal}");
}
