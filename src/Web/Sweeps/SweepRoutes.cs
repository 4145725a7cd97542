using System.ComponentModel;
using Experiments.Changes.Sweeps;
using Experiments.Storage.Access;
using Experiments.Storage.Queries;
using Experiments.Web.Access;
using Experiments.Web.Answers;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Experiments.Web.Sweeps;

/// <summary>The sweeps.</summary>
internal static class SweepRoutes
{
    private const int MostSweeps = 10_000;
    private const string Yaml = "application/yaml";

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/sweeps", ListAsync).Reads()
            .WithName("listSweeps").WithTags("sweeps")
            .WithSummary("Lists the sweeps with their progress, newest first.");
        routes.MapGet("/sweeps/{sweep}", GetAsync).Reads()
            .WithName("getSweep").WithTags("sweeps")
            .WithSummary("Returns a sweep with what was asked of it.")
            .ProducesProblem(StatusCodes.Status404NotFound);
        routes.MapGet("/sweeps/{sweep}/file", FileAsync).Reads()
            .WithName("getSweepFile").WithTags("sweeps")
            .WithSummary("Returns a sweep as a sweep file, which proposes the same trials when it is run again.")
            .WithDescription(
                "Values of environment variables that look like secrets are replaced by references to them.")
            .Produces<string>(StatusCodes.Status200OK, Yaml)
            .ProducesProblem(StatusCodes.Status404NotFound);
    }

    private static async Task<Ok<IReadOnlyList<SweepAnswer>>> ListAsync(
        SweepQueries queries,
        [Description("Whether archived sweeps are listed, too.")] bool archived = false,
        [Description("Only sweeps with this tag. May be given several times.")] string[]? tag = null,
        [Description("The maximum number of sweeps, 1 to 10,000.")] int limit = 100,
        CancellationToken cancel = default)
    {
        Limits.Check(limit, MostSweeps);
        var sweeps = await queries.ListAsync(
            new SweepFilter { Limit = limit, WithArchived = archived, Tags = tag ?? [] }, cancel);
        return TypedResults.Ok<IReadOnlyList<SweepAnswer>>([.. sweeps.Select(SweepAnswer.Of)]);
    }

    private static async Task<ContentHttpResult> FileAsync(
        SweepQueries queries, string sweep, CancellationToken cancel)
    {
        var found = await queries.GetAsync(sweep, cancel);
        return TypedResults.Text(SweepFileCopy.Write(found, SpecSecrets.Remove(found.Spec)), Yaml);
    }

    private static async Task<Ok<SweepDetailAnswer>> GetAsync(
        SweepQueries queries, SweepOwners owners, BudgetQueries budgets,
        [Description("The id of the sweep, the beginning of one, or the name of the newest sweep of that name.")]
        string sweep,
        CancellationToken cancel)
    {
        var found = await queries.GetAsync(sweep, cancel);
        var trained = await queries.TrainedAsync(found.Summary.Id, cancel);
        return TypedResults.Ok(SweepDetailAnswer.Of(
            found, await owners.FindAsync(found.Summary.Id, cancel), trained,
            await queries.ListMetricsAsync(found.Summary.Key, cancel),
            await budgets.SpentAsync(found, trained, cancel)));
    }
}
