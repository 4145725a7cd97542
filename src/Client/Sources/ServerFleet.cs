using Experiments.ApiClient;
using Experiments.ApiClient.Fleet;
using Experiments.Changes.Nodes;
using Experiments.Client.Connecting;
using Experiments.Storage.Access;
using Experiments.Storage.Model;
using Experiments.Storage.Queries;

namespace Experiments.Client.Sources;

/// <summary>Nodes and people, asked of a server.</summary>
internal sealed class ServerFleet(IExperimentsApi api) : IFleet
{
    public async Task<IReadOnlyList<NodeUse>> ListNodesAsync(CancellationToken cancel) =>
    [
        .. (await api.ListNodesAsync(down: true, cancel)).Select(node => new NodeUse(
            new NodeName(node.Cluster, node.Name), node.Alive ? SiloOf(node) : null,
            [.. node.Trials.Select(trial => $"{trial.Sweep}/{trial.Trial}")])),
    ];

    public async Task<IReadOnlyList<RecordedChange>> ListChangesAsync(
        string? sweep, int limit, CancellationToken cancel) =>
    [
        .. (await api.ListChangesAsync(sweep, limit, cancel)).Select(change => new RecordedChange(
            change.At,
            new RequestedChange(change.Who, change.Via, change.Action, change.Sweep, change.Target), change.Refused)),
    ];

    public async Task<IReadOnlyList<TokenSummary>> ListTokensAsync(CancellationToken cancel) =>
    [
        .. (await api.ListTokensAsync(cancel)).Select(token => new TokenSummary(
            token.Id, token.Person, ServerRows.Read<Role>(token.Role), token.CreatedAt, token.CreatedBy,
            token.ExpiresAt, token.RevokedAt)),
    ];

    // Messages between silos do not concern those who ask a server.
    private const int NoProtocol = 0;

    private static LiveSilo SiloOf(Node node) => new(
        node.Silo, node.Cluster, node.Name, node.Pool, node.Cpus, node.Gpus, node.Gateway, node.Http, node.Serves,
        node.Version, NoProtocol, string.Join(' ', node.Unreached), node.Quarantined, node.Leaving, node.Waiting,
        node.Drained, ServerRows.Time(node.LastSeenSeconds));
}
