using System.Collections.Immutable;
using Experiments.Contracts.Grains;

namespace Experiments.Grains.Attempts;

/// <summary>The node that attempts run on: it lends them shares of its devices. Safe for any thread.</summary>
public interface IAttemptNode
{
    /// <summary>
    /// Admits an attempt if its lease is for this silo and there is room; otherwise null. An attempt whose lease was
    /// granted ahead is also admitted where there is no room yet, and waits.
    /// </summary>
    Attempt? TryAdmit(Claim claim);

    /// <summary>The attempt, from its admission until its end was reported; otherwise null.</summary>
    Attempt? Find(AttemptKey key);

    /// <summary>
    /// Takes back the share of an attempt whose trainer has ended, and lends it to those that wait. Repeated, it
    /// changes nothing. The node counts as busy until <see cref="Forget"/>.
    /// </summary>
    /// <returns>The attempts that had waited and begin now.</returns>
    ImmutableArray<Attempt> Free(Attempt attempt);

    /// <summary>The attempt's end was reported.</summary>
    void Forget(Attempt attempt);
}
