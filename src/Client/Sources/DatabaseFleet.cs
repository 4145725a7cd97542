using Experiments.Client.Connecting;
using Experiments.Storage.Access;

namespace Experiments.Client.Sources;

/// <summary>Nodes and people, read from the database.</summary>
internal sealed class DatabaseFleet(SweepDatabase database) : IFleet
{
    public Task<IReadOnlyList<NodeUse>> ListNodesAsync(CancellationToken cancel) =>
        NodeUse.ListAsync(database, cancel);

    public Task<IReadOnlyList<RecordedChange>> ListChangesAsync(string? sweep, int limit, CancellationToken cancel) =>
        database.Audit.ListAsync(sweep, limit, cancel);

    public Task<IReadOnlyList<TokenSummary>> ListTokensAsync(CancellationToken cancel) =>
        database.Tokens.ListAsync(cancel);
}
