using System.ComponentModel;
using Experiments.Storage.Queries;
using Experiments.Web.Access;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Experiments.Web.Nodes;

/// <summary>The nodes.</summary>
internal static class NodeRoutes
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/nodes", ListAsync).Reads()
            .WithName("listNodes").WithTags("nodes")
            .WithSummary("Lists the nodes that are alive, and the trials that run on them.");

    private static async Task<Ok<IReadOnlyList<NodeAnswer>>> ListAsync(
        SiloQueries queries,
        [Description("Whether nodes that are drained and not alive are listed, too, after the others.")]
        bool down = false,
        CancellationToken cancel = default)
    {
        var silos = await queries.ListAsync(cancel);
        var running = (await queries.ListRunningAsync(cancel)).ToLookup(trial => trial.Silo);
        var live = silos.Select(silo => NodeAnswer.Of(silo, running[silo.Silo]));
        if (!down) return TypedResults.Ok<IReadOnlyList<NodeAnswer>>([.. live]);
        var gone = (await queries.ListDrainedAsync(cancel))
            .Except(silos.Select(silo => (silo.Cluster, silo.Node)))
            .Select(node => NodeAnswer.Down(node.Cluster, node.Node));
        return TypedResults.Ok<IReadOnlyList<NodeAnswer>>([.. live, .. gone]);
    }
}
