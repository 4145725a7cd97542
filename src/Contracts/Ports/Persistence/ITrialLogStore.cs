using System.Collections.Immutable;
using Experiments.Contracts.Sweeps;

namespace Experiments.Contracts.Ports.Persistence;

/// <summary>Keeps what the programs of trials print, where every node can read it.</summary>
public interface ITrialLogStore
{
    /// <summary>
    /// Appends to an attempt's log, and forgets what <see cref="LogLimits"/> then leaves out. Appending the same again
    /// changes nothing. A database that is away is waited for.
    /// </summary>
    /// <param name="trial">Whose.</param>
    /// <param name="attempt">Which attempt; the only one that writes this log.</param>
    /// <param name="parts">In order, and after all that was appended before.</param>
    /// <param name="cancel">Gives up waiting for the database.</param>
    Task AppendAsync(TrialId trial, int attempt, ImmutableArray<LogPart> parts, CancellationToken cancel);
}
