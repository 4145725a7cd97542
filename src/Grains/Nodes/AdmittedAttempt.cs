using System.Collections.Immutable;
using Experiments.Contracts.Grains;

namespace Experiments.Grains.Nodes;

/// <summary>An attempt that this node has taken in. Safe for any thread.</summary>
public sealed class AdmittedAttempt
{
    private readonly CancellationTokenSource _interrupt = new();
    private readonly TaskCompletionSource _begun = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile bool _cancelled;
    private volatile string _cause = "";

    internal AdmittedAttempt(Claim claim, AttemptKey key, bool waits)
    {
        (Claim, Key, Waits, Trains) = (claim, key, waits, !waits);
        if (!waits) _begun.SetResult();
    }

    /// <summary>Who uses which lease.</summary>
    public Claim Claim { get; }

    /// <summary>The attempt.</summary>
    public AttemptKey Key { get; }

    /// <summary>Told when the attempt is to checkpoint and end.</summary>
    public CancellationToken Interrupted => _interrupt.Token;

    /// <summary>Completes when its share is free and it may train.</summary>
    public Task Begun => _begun.Task;

    /// <summary>Why it is to give its lease back, where that is so.</summary>
    public string Cause => _cause;

    /// <summary>Whether it is to end because its sweep was cancelled, rather than because the node leaves.</summary>
    public bool IsCancelled => _cancelled;

    /// <summary>Whether it still uses its lease. Guarded by the node's lock.</summary>
    internal bool Trains { get; set; }

    /// <summary>Whether it waits for its share to be free. Guarded by the node's lock.</summary>
    internal bool Waits { get; set; }

    /// <summary>The attempts that took its place. Set once, by the node.</summary>
    internal ImmutableArray<AdmittedAttempt> Successors { get; set; } = [];

    /// <summary>Asks it to end because its sweep was cancelled.</summary>
    public void Cancel()
    {
        _cancelled = true;
        _interrupt.CancelAsync().Ignore();
    }

    /// <summary>Asks it to give its lease back. Who listens does so on another thread.</summary>
    /// <param name="cause">Why, in a person's words.</param>
    public void Release(string cause)
    {
        _cause = cause;
        _interrupt.CancelAsync().Ignore();
    }

    /// <summary>It waited, and now has its share.</summary>
    internal void Begin()
    {
        (Waits, Trains) = (false, true);
        _begun.SetResult();
    }
}
