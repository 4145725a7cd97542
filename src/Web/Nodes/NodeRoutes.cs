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

    private static async Task<Ok<IReadOnlyList<NodeAnswer>>> ListAsync(SiloQueries queries, CancellationToken cancel)
    {
        var silos = await queries.ListAsync(cancel);
        var running = (await queries.ListRunningAsync(cancel)).ToLookup(trial => trial.Silo);
        return TypedResults.Ok<IReadOnlyList<NodeAnswer>>(
            [.. silos.Select(silo => NodeAnswer.Of(silo, running[silo.Silo]))]);
    }
}
