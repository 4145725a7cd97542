using System.Collections.Immutable;
using Experiments.Contracts.Sweeps;

namespace Experiments.Contracts.Ports.Persistence;

/// <summary>Stores the output of trials' programs where every node can read it.</summary>
public interface ITrialLogStore
{
    /// <summary>
    /// Appends to an attempt's log and deletes the parts that <see cref="LogLimits"/> then leaves out. Appending the
    /// same parts again changes nothing. Waits while the database is unavailable.
    /// </summary>
    /// <param name="trial">The trial.</param>
    /// <param name="attempt">The attempt, which alone writes this log.</param>
    /// <param name="parts">The parts, in order, all after those already appended.</param>
    /// <param name="cancel">Stops waiting for the database.</param>
    Task AppendAsync(TrialId trial, int attempt, ImmutableArray<LogPart> parts, CancellationToken cancel);
}
