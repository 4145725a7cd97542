using System.ComponentModel;
using Experiments.Changes.Nodes;
using Experiments.Storage.Model;
using Experiments.Web.Access;
using Experiments.Web.Answers;
using Experiments.Web.Requests;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Experiments.Web.Changing;

/// <summary>Which nodes take trials.</summary>
internal static class DrainRoutes
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        Map(routes, "drain", true, "Lets a node take no more trials; those on it go on elsewhere.");
        Map(routes, "undrain", false, "Lets a drained node take trials again.");
    }

    private static void Map(IEndpointRouteBuilder routes, string verb, bool drained, string summary) =>
        routes.MapPost(
            $"/nodes/{{node}}/{verb}",
            ([Description("The name of the node or the address of its silo, or the start of either.")] string node,
                Fields<NoFields> _, NodeDraining draining, CancellationToken cancel) =>
                DrainAsync(draining, node, drained, cancel))
            .Changes(Role.Operator)
            .WithName($"{verb}Node").WithTags("nodes").WithSummary(summary)
            .ProducesProblem(StatusCodes.Status404NotFound);

    private static async Task<Ok<DoneAnswer>> DrainAsync(
        NodeDraining draining, string node, bool drained, CancellationToken cancel) =>
        TypedResults.Ok(new DoneAnswer(
            await NotFoundException.ForAsync(() => draining.DrainAsync(node, drained, cancel))));
}
