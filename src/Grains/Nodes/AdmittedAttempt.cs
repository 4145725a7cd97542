using Experiments.Contracts.Grains;

namespace Experiments.Grains.Nodes;

/// <summary>An attempt that this node has taken in. Safe for any thread.</summary>
public sealed class AdmittedAttempt
{
    private readonly CancellationTokenSource _interrupt = new();
    private volatile bool _cancelled;

    internal AdmittedAttempt(Claim claim, AttemptKey key) => (Claim, Key) = (claim, key);

    /// <summary>Who uses which lease.</summary>
    public Claim Claim { get; }

    /// <summary>The attempt.</summary>
    public AttemptKey Key { get; }

    /// <summary>Told when the attempt is to checkpoint and end.</summary>
    public CancellationToken Interrupted => _interrupt.Token;

    /// <summary>Whether it is to end because its sweep was cancelled, rather than because the node leaves.</summary>
    public bool IsCancelled => _cancelled;

    /// <summary>Whether it still uses its lease. Guarded by the node's lock.</summary>
    internal bool Trains { get; set; } = true;

    /// <summary>Asks it to end because its sweep was cancelled.</summary>
    public void Cancel()
    {
        _cancelled = true;
        Release();
    }

    /// <summary>Asks it to end because the node leaves. Who listens does so on another thread.</summary>
    public void Release() => _interrupt.CancelAsync().Ignore();
}
