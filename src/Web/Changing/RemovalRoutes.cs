using System.ComponentModel;
using Experiments.Changes.Labels;
using Experiments.Changes.Sweeps;
using Experiments.Storage.Queries;
using Experiments.Web.Access;
using Experiments.Web.Requests;
using Experiments.Web.Sweeps;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Experiments.Web.Changing;

/// <summary>The deletion of sweeps.</summary>
internal static class RemovalRoutes
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapDelete("/sweeps/{sweep}", RemoveAsync).Changes()
            .WithName("rmSweep").WithTags("sweeps")
            .WithSummary("Deletes a sweep with its trials, curves, logs, checkpoints and artifacts.")
            .ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status409Conflict);

    private static async Task<Ok<DoneAnswer>> RemoveAsync(
        [Description("The whole id of the sweep.")] string sweep,
        Fields<NoFields> _, SweepQueries queries, SweepChanges changes, SweepDeletion deletion,
        CancellationToken cancel)
    {
        var found = await queries.GetAsync(sweep, cancel);
        // Of several sweeps with a name, a request that is repeated would delete one after the other.
        if (found.Summary.Id != sweep)
            throw new UserErrorException(
                $"a sweep is deleted by its whole id: for {found.Summary.Title()} that is {found.Summary.Id}");
        return TypedResults.Ok(new DoneAnswer(
            await changes.AllowedAsync(found, () => deletion.DeleteAsync(found.Summary, cancel), cancel)));
    }
}
