using Experiments.Client.Connecting;
using Experiments.Storage.Access;

namespace Experiments.Client.Sources;

/// <summary>What commands ask about nodes and people.</summary>
internal interface IFleet
{
    /// <summary>Lists the live nodes, and then those that are drained and not live.</summary>
    Task<IReadOnlyList<NodeUse>> ListNodesAsync(CancellationToken cancel);

    /// <summary>Lists the changes that were requested of a sweep, or of everything, newest first.</summary>
    Task<IReadOnlyList<RecordedChange>> ListChangesAsync(string? sweep, int limit, CancellationToken cancel);

    /// <summary>Lists the tokens of people.</summary>
    Task<IReadOnlyList<TokenSummary>> ListTokensAsync(CancellationToken cancel);
}
