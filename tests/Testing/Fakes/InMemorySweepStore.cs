using System.Runtime.CompilerServices;
using Experiments.Contracts.Faults;
using Experiments.Contracts.Ports.Persistence;
using Experiments.Contracts.Ports.Persistence.Checkpoints;
using Experiments.Contracts.Sweeps;
using Experiments.Search.Events;
using Experiments.Search.States;

namespace Experiments.Testing.Fakes;

/// <summary>An <see cref="ISweepStore"/> without a database.</summary>
public sealed class InMemorySweepStore(InMemoryTables tables, TimeProvider time) : ISweepStore
{
    /// <summary>
    /// Called with each commit before it is stored. If it throws, the caller receives the exception and nothing is
    /// stored.
    /// </summary>
    public Action<SweepCommit>? BeforeCommit { get; set; }

    /// <summary>How long the attempts of every sweep have trained, as far as a test says.</summary>
    public TimeSpan Trained { get; set; }

    public Task<TimeSpan> TrainedAsync(string id, CancellationToken cancel) => Task.FromResult(Trained);

    public Task<StoredSweep> CreateAsync(NewSweep sweep, CancellationToken cancel)
    {
        lock (tables.Lock)
        {
            if (Find(sweep.Id) is { } existing) return Task.FromResult(existing.Stored);
            var stored = new StoredSweep(
                tables.Sweeps.Count + 1, sweep.Id, sweep.Spec, sweep.Cluster, SweepStatus.Preparing);
            tables.Sweeps.Add(new InMemoryTables.SweepEntry { Stored = stored, CreatedAt = time.GetUtcNow() });
            return Task.FromResult(stored);
        }
    }

    public Task<StoredSweep?> FindAsync(string id, CancellationToken cancel)
    {
        lock (tables.Lock) return Task.FromResult(Find(id)?.Stored);
    }

    public async IAsyncEnumerable<SearchStep> ReadLogAsync(
        int sweepKey, long after, [EnumeratorCancellation] CancellationToken cancel)
    {
        List<SearchStep> log;
        lock (tables.Lock) log = [.. tables.Sweeps[sweepKey - 1].Log.Where(step => step.Seq > after)];
        foreach (var step in log)
        {
            cancel.ThrowIfCancellationRequested();
            yield return await ValueTask.FromResult(step);
        }
    }

    public Task SaveSnapshotAsync(SweepSnapshot snapshot, CancellationToken cancel)
    {
        lock (tables.Lock)
        {
            if (!tables.Snapshots.TryGetValue(snapshot.SweepKey, out var kept) || kept.Version != snapshot.Version
                || kept.Seq < snapshot.Seq)
                tables.Snapshots[snapshot.SweepKey] = snapshot with { State = snapshot.State.ToArray() };
        }

        return Task.CompletedTask;
    }

    public Task<SweepSnapshot?> LoadSnapshotAsync(int sweepKey, int version, CancellationToken cancel)
    {
        lock (tables.Lock)
        {
            return Task.FromResult(
                tables.Snapshots.TryGetValue(sweepKey, out var kept) && kept.Version == version
                    && !tables.DamagedSnapshots.Contains(sweepKey)
                    ? kept
                    : null);
        }
    }

    public Task CommitAsync(SweepCommit commit, CancellationToken cancel)
    {
        BeforeCommit?.Invoke(commit);
        lock (tables.Lock)
        {
            var sweep = tables.Sweeps[commit.SweepKey - 1];
            var known = sweep.Log.Select(step => step.Seq).ToHashSet();
            if (commit.Steps.FirstOrDefault(step => known.Contains(step.Seq)) is { } taken)
                throw new SweepConflictException(commit.SweepKey, taken.Seq);
            sweep.Log.AddRange(commit.Steps);
            sweep.Provenance = commit.Provenance ?? sweep.Provenance;
            foreach (var action in commit.Steps.SelectMany(step => step.Actions)) Apply(sweep, action);
            foreach (var removal in commit.Removals) Remove(new TrialId(commit.SweepKey, removal.Trial), removal);
        }

        return Task.CompletedTask;
    }

    public Task<IReadOnlyList<string>> ListUnfinishedAsync(string cluster, CancellationToken cancel)
    {
        lock (tables.Lock)
        {
            return Task.FromResult<IReadOnlyList<string>>(
                [.. tables.Sweeps.Where(sweep => sweep.IsUnfinished && sweep.Stored.Cluster == cluster)
                    .Select(sweep => sweep.Stored.Id)]);
        }
    }

    private InMemoryTables.SweepEntry? Find(string id) => tables.Sweeps.FirstOrDefault(sweep => sweep.Stored.Id == id);

    private void Apply(InMemoryTables.SweepEntry sweep, SearchAction action)
    {
        switch (action)
        {
            case SearchAction.BeginAttempt begin:
                var trial = new TrialId(sweep.Stored.Key, begin.Trial);
                tables.Trials[trial.Value] = new InMemoryTables.TrialEntry(
                    TrialStatus.Running, begin.Attempt, begin.Restarts, begin.Node, null,
                    tables.Trials.GetValueOrDefault(trial.Value)?.Cause);
                if (begin.Attempt > 1) ForgetRepeatedMetrics(trial);
                break;
            case SearchAction.Requeue requeue:
                Change(sweep, requeue.Trial, entry => entry with
                {
                    Status = TrialStatus.Waiting,
                    Attempt = requeue.Attempt,
                    Restarts = requeue.Restarts,
                    Cause = requeue.Cause,
                });
                break;
            case SearchAction.RetryTrial retry:
                Change(sweep, retry.Trial, entry => entry with
                {
                    Status = TrialStatus.Waiting,
                    Attempt = retry.Attempt,
                    Restarts = 0,
                });
                break;
            case SearchAction.PauseTrial pause:
                Change(sweep, pause.Trial,
                    entry => entry with { Status = TrialStatus.Paused, Attempt = pause.Attempt });
                break;
            case SearchAction.EndTrial end:
                Change(sweep, end.Trial, entry => entry with
                {
                    Status = end.Status,
                    Attempt = end.Attempt,
                    Objective = end.Objective,
                    Cause = end.Status == TrialStatus.Completed ? end.Cause : end.Cause ?? entry.Cause,
                });
                break;
            case SearchAction.EnterStatus enter:
                sweep.Stored = sweep.Stored with { Status = enter.Status };
                break;
        }
    }

    private void Remove(TrialId trial, CheckpointRemoval removal)
    {
        if (tables.Pinned.Contains(trial.Value) || !tables.Checkpoints.TryGetValue(trial.Value, out var kept)) return;
        foreach (var step in kept.Keys.SkipLast(removal.KeepsNewest ? 1 : 0).ToList()) kept.Remove(step);
    }

    private void Change(
        InMemoryTables.SweepEntry sweep, int number, Func<InMemoryTables.TrialEntry, InMemoryTables.TrialEntry> change)
    {
        var key = new TrialId(sweep.Stored.Key, number).Value;
        if (tables.Trials.TryGetValue(key, out var entry)) tables.Trials[key] = change(entry);
    }

    private void ForgetRepeatedMetrics(TrialId trial)
    {
        var kept = tables.Checkpoints.TryGetValue(trial.Value, out var checkpoints)
            ? checkpoints.Keys.DefaultIfEmpty(-1).Max()
            : -1;
        if (!tables.Metrics.TryGetValue(trial.Value, out var points)) return;
        foreach (var key in points.Keys.Where(key => key.Step > kept).ToList()) points.Remove(key);
    }
}
