using System.Collections.Immutable;
using Experiments.Contracts.Grains;

namespace Experiments.Grains.Attempts;

/// <summary>
/// An attempt on its node: the one owner of its state. Everything that happens to it is an event of its state machine,
/// whoever notices: its trainer, its trial's grain, its node or its sweep. Safe for any thread.
/// </summary>
/// <param name="key">Which attempt.</param>
/// <param name="claim">The lease that it uses.</param>
/// <param name="waits">Whether its share of the node is not free yet.</param>
/// <param name="node">The node, which is told when the share is free again and when the end was reported.</param>
public sealed class Attempt(AttemptKey key, Claim claim, bool waits, IAttemptNode node)
{
    private readonly Lock _lock = new();
    private readonly CancellationTokenSource _interrupt = new();
    private readonly TaskCompletionSource? _waited =
        waits ? new(TaskCreationOptions.RunContinuationsAsynchronously) : null;

    private volatile AttemptState _state = new(waits ? AttemptPhase.Waiting : AttemptPhase.Starting);

    /// <summary>Which attempt.</summary>
    public AttemptKey Key { get; } = key;

    /// <summary>The lease that it uses.</summary>
    public Claim Claim { get; } = claim;

    /// <summary>Its state now.</summary>
    internal AttemptState State => _state;

    /// <summary>Cancelled when the trainer is to save a checkpoint and end.</summary>
    public CancellationToken Interrupted => _interrupt.Token;

    /// <summary>The attempts that took its place on the node once it ended.</summary>
    public ImmutableArray<Attempt> Successors { get; private set; } = [];

    /// <summary>Completes when it no longer waits: it has its share, or has ended without one.</summary>
    public Task WaitForShareAsync() => _waited?.Task ?? Task.CompletedTask;

    /// <summary>Something has happened to it.</summary>
    internal void Apply(AttemptEvent happened)
    {
        AttemptState before, after;
        lock (_lock) (before, after) = (_state, _state = _state.After(happened));
        // Outside the lock: the node, which has a lock of its own, calls this too.
        if (before.Interruption is null && after.Interruption is not null) _interrupt.CancelAsync().Ignore();
        if (before.Phase < AttemptPhase.Ending && after.Phase >= AttemptPhase.Ending) Successors = node.Free(this);
        if (before.Phase == AttemptPhase.Waiting && after.Phase != AttemptPhase.Waiting) _waited?.SetResult();
        if (before.Phase < AttemptPhase.Ended && after.Phase == AttemptPhase.Ended) node.Forget(this);
    }
}
