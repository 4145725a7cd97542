using System.Collections.Immutable;
using System.Diagnostics;
using Experiments.Contracts.Faults;
using Experiments.Contracts.Ports.Persistence;
using Experiments.Contracts.Tracing;
using Experiments.Search.Deciding;
using Experiments.Search.Events;
using Experiments.Search.States;

namespace Experiments.Grains.Sweeps;

/// <summary>
/// The only writer of a sweep's state. Callers append events and wait. One loop takes all events that wait, folds them,
/// commits the steps in one transaction, and only then returns the decisions to the callers. After a commit that failed
/// or whose outcome is unknown, the state in memory is invalid: the pump is broken for good and its owner must load a
/// new one. Runs on its owner's scheduler and is not thread-safe.
/// </summary>
/// <param name="sweep">The sweep whose state this is.</param>
/// <param name="state">The committed state.</param>
/// <param name="lastSeq">Number of the last committed step.</param>
/// <param name="store">The store that steps are committed to.</param>
/// <param name="meters">Records how long decisions take.</param>
/// <param name="time">The clock of the meters.</param>
internal sealed class DecisionPump(
    StoredSweep sweep, SearchState state, long lastSeq, ISweepStore store, SweepMeters meters, TimeProvider time)
{
    /// <summary>
    /// The maximum number of steps in one transaction. A larger number would only make the first of them wait.
    /// </summary>
    private const int LargestCommit = 500;

    private readonly Queue<Telling> _waiting = new();
    private readonly HashSet<int> _placed = [];
    private long _lastSeq = lastSeq;
    private Task _loop = Task.CompletedTask;
    private Exception? _refusal;

    /// <summary>The committed state.</summary>
    public SearchState State { get; private set; } = state;

    /// <summary>
    /// Whether a commit failed, so that <see cref="State"/> may differ from the stored state. A broken pump accepts no
    /// events.
    /// </summary>
    public bool IsBroken { get; private set; }

    /// <summary>Whether the owner has left. A closed pump accepts no events.</summary>
    public bool IsClosed { get; private set; }

    /// <summary>Raised with the steps of each commit, at the moment when <see cref="State"/> changes.</summary>
    public event Action<ImmutableArray<SearchStep>>? Committed;

    /// <summary>Raised once, when a commit fails.</summary>
    public event Action<Exception>? Broke;

    /// <summary>The sweep whose state this is.</summary>
    public StoredSweep Sweep => sweep;

    /// <summary>The provenance to store with the next commit.</summary>
    public Provenance? Provenance { private get; set; }

    /// <summary>
    /// Records with the next commit that attempts of these trials, which waited at their node, train since.
    /// </summary>
    public void Placed(ImmutableArray<int> trials) => _placed.UnionWith(trials);

    /// <summary>Passes an event to the search. Returns the decisions once they are committed.</summary>
    public Task<ImmutableArray<SearchAction>> TellAsync(SearchEvent happened)
    {
        if (_refusal is not null) return Task.FromException<ImmutableArray<SearchAction>>(_refusal);
        var telling = new Telling(happened, time.GetTimestamp());
        _waiting.Enqueue(telling);
        if (_loop.IsCompleted) _loop = RunAsync();
        return telling.Decided.Task;
    }

    /// <summary>Stops accepting events. Those that were accepted before are still decided.</summary>
    public void Close()
    {
        IsClosed = true;
        _refusal ??= new ClusterFaultException($"sweep '{sweep.Spec.Name}' is moving to another silo");
    }

    private async Task RunAsync()
    {
        // Lets everything that arrives in the same turn join the first commit.
        await Task.Yield();
        while (_waiting.Count > 0)
        {
            var taken = new List<(Telling Telling, ImmutableArray<SearchAction> Actions)>();
            try
            {
                await CommitAsync(taken);
            }
            catch (Exception failure)
            {
                (_refusal, IsBroken) = (failure, true);
                foreach (var (telling, _) in taken) telling.Decided.SetException(failure);
                while (_waiting.TryDequeue(out var telling)) telling.Decided.SetException(failure);
                Broke?.Invoke(failure);
                return;
            }

            foreach (var (telling, actions) in taken)
            {
                if (!actions.IsEmpty) meters.Decided(time.GetElapsedTime(telling.Since));
                telling.Decided.SetResult(actions);
            }
        }
    }

    private async Task CommitAsync(List<(Telling Telling, ImmutableArray<SearchAction> Actions)> taken)
    {
        using var span = SweepTrace.Start("decide", sweep.Id);
        var state = State;
        var seq = _lastSeq;
        var steps = ImmutableArray.CreateBuilder<SearchStep>();
        while (steps.Count < LargestCommit && _waiting.TryDequeue(out var telling))
        {
            taken.Add((telling, []));
            var (next, actions) = SearchCore.Apply(sweep.Spec.Search, state, telling.Event);
            taken[^1] = (telling, actions);
            // An event that leads to no decision changes nothing and is not stored.
            if (actions.IsEmpty) continue;
            state = next;
            steps.Add(new SearchStep(++seq, telling.Event, actions));
        }

        if (steps.Count > 0)
        {
            span?.SetTag("experiments.first_seq", steps[0].Seq).SetTag("experiments.steps", steps.Count);
            var committed = steps.ToImmutable();
            ImmutableArray<int> placed = [.. _placed];
            _placed.Clear();
            await store.CommitAsync(
                SweepCommit.Of(sweep, State, state, committed) with { Provenance = Provenance, Placed = placed },
                CancellationToken.None);
            State = state;
            _lastSeq = seq;
            Provenance = null;
            Committed?.Invoke(committed);
        }
        else
        {
            // Nothing was decided, so the span is not exported.
            span?.ActivityTraceFlags = ActivityTraceFlags.None;
        }
    }

    private sealed record Telling(SearchEvent Event, long Since)
    {
        public TaskCompletionSource<ImmutableArray<SearchAction>> Decided { get; } =
            new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
