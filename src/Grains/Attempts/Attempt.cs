using System.Collections.Immutable;
using Experiments.Contracts.Grains;

namespace Experiments.Grains.Attempts;

/// <summary>
/// An attempt on its node, and the only owner of its state. Everything that happens to it is an event of its state
/// machine, whether its trainer, its trial's grain, its node or its sweep notices it. Thread-safe.
/// </summary>
/// <param name="key">The key of the attempt.</param>
/// <param name="claim">The claim of the lease that the attempt uses.</param>
/// <param name="waits">Whether the attempt's share of the node is not free yet.</param>
/// <param name="node">The node, which is notified when the share is free again and when the end was reported.</param>
public sealed class Attempt(AttemptKey key, Claim claim, bool waits, IAttemptNode node)
{
    private readonly Lock _lock = new();
    private readonly CancellationTokenSource _interrupt = new();
    private readonly TaskCompletionSource? _waited =
        waits ? new(TaskCreationOptions.RunContinuationsAsynchronously) : null;

    private volatile AttemptState _state = new(waits ? AttemptPhase.Waiting : AttemptPhase.Starting);

    /// <summary>The key of the attempt.</summary>
    public AttemptKey Key { get; } = key;

    /// <summary>The claim of the lease that the attempt uses.</summary>
    public Claim Claim { get; } = claim;

    /// <summary>The current state.</summary>
    internal AttemptState State => _state;

    /// <summary>Cancelled when the trainer must save a checkpoint and end.</summary>
    public CancellationToken Interrupted => _interrupt.Token;

    /// <summary>The attempts that took this one's place on the node once it ended.</summary>
    public ImmutableArray<Attempt> Successors { get; private set; } = [];

    /// <summary>Completes when the attempt no longer waits: it has its share, or has ended without one.</summary>
    public Task WaitForShareAsync() => _waited?.Task ?? Task.CompletedTask;

    /// <summary>Applies an event to the attempt.</summary>
    internal void Apply(AttemptEvent happened)
    {
        AttemptState before, after;
        lock (_lock) (before, after) = (_state, _state = _state.After(happened));
        // Outside the lock, because the node, which has its own lock, calls this method too.
        if (before.Interruption is null && after.Interruption is not null) _interrupt.CancelAsync().Ignore();
        if (before.Phase < AttemptPhase.Ending && after.Phase >= AttemptPhase.Ending) Successors = node.Free(this);
        if (before.Phase == AttemptPhase.Waiting && after.Phase != AttemptPhase.Waiting) _waited?.SetResult();
        if (before.Phase < AttemptPhase.Ended && after.Phase == AttemptPhase.Ended) node.Forget(this);
    }
}
