using Experiments.Contracts.Ports.Persistence;
using Experiments.Contracts.Ports.Persistence.Checkpoints;
using Experiments.Contracts.Sweeps;
using Experiments.Search.Deciding;
using Experiments.Search.Events;
using Experiments.Search.States;

namespace Experiments.Client.Tests.Support;

/// <summary>A sweep whose events are decided by the real search and stored by the real store.</summary>
public sealed class SeededSweep(SeededDatabase database, StoredSweep sweep)
{
    private long _seq;

    public string Id => sweep.Id;

    public SweepSpec Spec => sweep.Spec;

    public SearchState State { get; private set; } = SearchCore.Begin(sweep.Spec.Search);

    /// <summary>Prepares the sweep and starts a number of trials.</summary>
    public async Task StartAsync(int trials, string node = "node-1")
    {
        await HappenAsync(new SearchEvent.Prepared());
        for (var i = 0; i < trials; i++) await BeginAsync(node);
    }

    public Task BeginAsync(string node = "node-1") => HappenAsync(new SearchEvent.SlotOffered(node));

    /// <summary>Ends the current attempt of a trial.</summary>
    public Task EndAsync(int trial, AttemptOutcome outcome) =>
        HappenAsync(new SearchEvent.AttemptEnded(trial, State.Running[trial].Attempt, outcome));

    public Task CompleteAsync(int trial, double objective) => EndAsync(trial, new AttemptOutcome.Completed(objective));

    /// <summary>Reports an epoch of the current attempt of a trial.</summary>
    public Task ReportAsync(int trial, long step, params (string Name, double Value)[] metrics) =>
        database.ReportAsync(new TrialId(sweep.Key, trial), State.Running[trial].Attempt, step, metrics);

    /// <summary>Saves a checkpoint of the current attempt of a trial.</summary>
    public Task SaveAsync(int trial, long step) => database.Checkpoints.SaveAsync(
        new Checkpoint(new TrialId(sweep.Key, trial), State.Running[trial].Attempt, step, new byte[] { 1 }), default);

    public async Task HappenAsync(SearchEvent happened)
    {
        var (next, actions) = SearchCore.Apply(sweep.Spec.Search, State, happened);
        if (actions.IsEmpty) throw new InvalidOperationException($"{happened} changes nothing.");
        var step = new SearchStep(++_seq, happened, actions);
        await database.Sweeps.CommitAsync(SweepCommit.Of(sweep, State, next, [step]), default);
        State = next;
    }
}
