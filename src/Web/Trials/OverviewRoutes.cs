using System.ComponentModel;
using Experiments.Search.Importance;
using Experiments.Storage.Queries;
using Experiments.Web.Access;
using Experiments.Web.Answers;
using Experiments.Web.Sweeps;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Experiments.Web.Trials;

/// <summary>All trials of a sweep at a glance.</summary>
internal static class OverviewRoutes
{
    private const int MostTrials = 100_000;
    private const int MostRepeated = 1_000;

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/sweeps/{sweep}/columns", ColumnsAsync).Reads()
            .WithName("listColumns").WithTags("trials")
            .WithSummary("Lists the trials of a sweep as columns, for pictures and data frames of many trials.")
            .ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status404NotFound);
        routes.MapGet("/sweeps/{sweep}/repeats", RepeatsAsync).Reads()
            .WithName("listRepeats").WithTags("trials")
            .WithSummary("Says how many trials have the same parameters as others, apart from their seeds, and how "
                + "their objectives spread.")
            .WithDescription(
                "The best of several such trials is the luckiest of them, so its objective is better than what its "
                + "parameters achieve on average.")
            .ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status404NotFound);
        routes.MapGet("/sweeps/{sweep}/importance", ImportanceAsync).Reads()
            .WithName("listImportance").WithTags("trials")
            .WithSummary("Lists the parameters with their importance, the largest first.")
            .WithDescription(
                $"Empty if fewer than {ParameterImportance.FewestTrials} trials have completed. The shares are all 0 "
                + "if no parameter matters more than chance, and else sum to 1.")
            .ProducesProblem(StatusCodes.Status404NotFound);
    }

    private static async Task<Ok<SweepRepeatsAnswer>> RepeatsAsync(
        SweepQueries queries, string sweep,
        [Description("The number of a trial. May be given several times.")] int[]? trial = null,
        CancellationToken cancel = default)
    {
        if (trial?.Length > MostRepeated)
            throw new UserErrorException($"'trial' must be given at most {MostRepeated:#,0} times");
        var found = await queries.GetAsync(sweep, cancel);
        return TypedResults.Ok(new SweepRepeatsAnswer(
            await queries.ListRepeatsAsync(found, trial ?? [], cancel),
            await queries.RankRepeatsAsync(found, cancel)));
    }

    private static async Task<Ok<ColumnsAnswer>> ColumnsAsync(
        SweepQueries queries,
        string sweep,
        [Description("Only trials with a higher number than this one.")] int after = -1,
        [Description("The maximum number of trials, 1 to 100,000.")] int limit = MostTrials,
        CancellationToken cancel = default)
    {
        Limits.Check(limit, MostTrials);
        var found = await queries.GetAsync(sweep, cancel);
        return TypedResults.Ok(ColumnsAnswer.Of(
            await queries.ListOutlinesAsync(found.Summary.Key, after, limit, cancel)));
    }

    private static async Task<Ok<IReadOnlyList<ImportanceAnswer>>> ImportanceAsync(
        SweepQueries queries, string sweep, CancellationToken cancel)
    {
        var found = await queries.GetAsync(sweep, cancel);
        return TypedResults.Ok<IReadOnlyList<ImportanceAnswer>>(
        [
            .. ParameterImportance.Compute(
                await queries.ListRankedAsync(
                    found.Summary.Key, found.Summary.Goal, ParameterImportance.MostTrials, cancel))
                .Select(one => new ImportanceAnswer(one.Parameter, one.Share)),
        ]);
    }
}
