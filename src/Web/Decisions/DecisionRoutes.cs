using System.ComponentModel;
using Experiments.Storage.Queries;
using Experiments.Web.Access;
using Experiments.Web.Answers;
using Experiments.Web.Sweeps;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Experiments.Web.Decisions;

/// <summary>What a sweep's search has heard and decided.</summary>
internal static class DecisionRoutes
{
    private const int MostSteps = 10_000;

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/sweeps/{sweep}/decisions", ListAsync).Reads()
            .WithName("listDecisions").WithTags("sweeps")
            .WithSummary("Lists the events of a sweep with the decisions that followed from them, in order.")
            .ProducesProblem(StatusCodes.Status404NotFound);

    private static async Task<Ok<IReadOnlyList<StepAnswer>>> ListAsync(
        SweepQueries queries, string sweep,
        [Description("The number of the last event that is known: only later ones are listed.")] long after = 0,
        [Description("The maximum number of events, 1 to 10,000.")] int limit = 1_000,
        CancellationToken cancel = default)
    {
        Limits.Check(limit, MostSteps);
        var found = await queries.GetAsync(sweep, cancel);
        return TypedResults.Ok<IReadOnlyList<StepAnswer>>(
            await queries.ReadLogAsync(found.Summary.Key, after, cancel).Take(limit)
                .Select(entry => StepAnswer.Of(entry.Step, entry.At))
                .ToListAsync(cancel));
    }
}
