using Experiments.Contracts.Outside;

namespace Experiments.Contracts.Ports.Execution;

/// <summary>Passes messages of workers outside the cluster to their attempts, which this node follows.</summary>
public interface IOutsideTrials
{
    /// <summary>
    /// Passes a message to its attempt, which has started here. Returns once it is taken: what was reported is on its
    /// way to the database, and at a rung the sweep has decided.
    /// </summary>
    /// <returns>The answer, or null if the attempt is not followed here, or not any more.</returns>
    /// <exception cref="UserErrorException">The number of the message does not follow that of the last one.</exception>
    Task<OutsideAnswer?> TellAsync(string sweepId, OutsideMessage message);
}
