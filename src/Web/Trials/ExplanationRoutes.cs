using Experiments.Changes.Sweeps;
using Experiments.Search.Explaining;
using Experiments.Storage.Queries;
using Experiments.Web.Access;
using Experiments.Web.Sweeps;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Experiments.Web.Trials;

/// <summary>What the trials of a sweep tell.</summary>
internal static class ExplanationRoutes
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/sweeps/{sweep}/explanation", ExplainAsync).Reads()
            .WithName("explainSweep").WithTags("trials")
            .WithSummary("Says what the trials of a sweep tell: which parameters mattered, where they are good, and "
                + "what to try next.")
            .WithDescription(
                "The first of several objectives is explained. Values of environment variables that look like secrets "
                + "are replaced by references to them in the sweep file to try next.")
            .ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status404NotFound);

    private static async Task<Ok<ExplanationAnswer>> ExplainAsync(
        SweepQueries queries, string sweep, CancellationToken cancel)
    {
        var found = await queries.GetAsync(sweep, cancel);
        if (!found.Spec.HasObjective) throw new UserErrorException("the sweep has no objective to explain");
        var key = found.Summary.Key;
        var explanation = Explanation.Of(
            found.Spec.Search,
            await RecordedTrials.ToExplainAsync(
                found, await queries.ListTrialsFromAsync(key, 0, cancel),
                some => queries.ListCurvesOfAsync(key, some, found.Spec.Metric, int.MaxValue, cancel)));
        return TypedResults.Ok(new ExplanationAnswer(
            [.. explanation.Statements.Select(StatementAnswer.Of)],
            NextSweepFile.Write(found, SpecSecrets.Remove(found.Spec), explanation)));
    }
}
