using System.Collections.Immutable;
using Experiments.Contracts.Grains;

namespace Experiments.Grains.Attempts;

/// <summary>The node that attempts run on, which gives them shares of its devices. Thread-safe.</summary>
public interface IAttemptNode
{
    /// <summary>
    /// Admits an attempt if its lease is for this silo and there is room. An attempt whose lease was granted ahead is
    /// also admitted if there is no room yet, and waits.
    /// </summary>
    /// <returns>The attempt, or null if it is not admitted.</returns>
    Attempt? TryAdmit(Claim claim);

    /// <summary>Returns the attempt, or null before its admission and after its end was reported.</summary>
    Attempt? Find(AttemptKey key);

    /// <summary>
    /// Takes back the share of an attempt whose trainer has ended, and gives it to attempts that wait. A repeated call
    /// changes nothing. The node counts as busy until <see cref="Forget"/>.
    /// </summary>
    /// <returns>The attempts that waited and begin now.</returns>
    ImmutableArray<Attempt> Free(Attempt attempt);

    /// <summary>Forgets an attempt whose end was reported.</summary>
    void Forget(Attempt attempt);
}
