using System.ComponentModel;
using Experiments.Storage.Queries;
using Experiments.Web.Access;
using Experiments.Web.Requests;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Experiments.Web.Models;

/// <summary>The networks that trials trained, from their newest checkpoints.</summary>
internal static class ModelRoutes
{
    private const int MostFilters = 256;

    public static void Map(IEndpointRouteBuilder routes)
    {
        Describe(routes.MapGet("/sweeps/{sweep}/model", BestAsync).Reads(), "getBestModel",
            "Describes the network of a sweep's best trial, with the filters of its first layer.");
        Describe(routes.MapGet("/sweeps/{sweep}/trials/{trial:int}/model", OneAsync).Reads(), "getModel",
            "Describes the network of a trial, with the filters of its first layer.");
        Describe(routes.MapPost("/sweeps/{sweep}/predict", PredictBestAsync).Asks(), "predictByBest",
            "Returns what the network of a sweep's best trial takes an image for.");
        Describe(routes.MapPost("/sweeps/{sweep}/trials/{trial:int}/predict", PredictAsync).Asks(), "predict",
            "Returns what the network of a trial takes an image for.");
    }

    private static void Describe(RouteHandlerBuilder route, string name, string summary) =>
        route.WithName(name).WithTags("models").WithSummary(summary)
            .ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status404NotFound)
            .ProducesProblem(StatusCodes.Status409Conflict).ProducesProblem(StatusCodes.Status503ServiceUnavailable);

    private static Task<Ok<ModelAnswer>> BestAsync(
        SweepQueries queries, TrainedModels models, string sweep,
        [Description("The maximum number of filters, 1 to 256.")] int filters = 16,
        CancellationToken cancel = default) => DescribeAsync(queries, models, sweep, null, filters, cancel);

    private static Task<Ok<ModelAnswer>> OneAsync(
        SweepQueries queries, TrainedModels models, string sweep, int trial,
        [Description("The maximum number of filters, 1 to 256.")] int filters = 16,
        CancellationToken cancel = default) => DescribeAsync(queries, models, sweep, trial, filters, cancel);

    private static Task<Ok<PredictionAnswer>> PredictBestAsync(
        Fields<PixelFields> content, SweepQueries queries, TrainedModels models, string sweep,
        CancellationToken cancel) => ClassifyAsync(queries, models, sweep, null, content, cancel);

    private static Task<Ok<PredictionAnswer>> PredictAsync(
        Fields<PixelFields> content, SweepQueries queries, TrainedModels models, string sweep, int trial,
        CancellationToken cancel) => ClassifyAsync(queries, models, sweep, trial, content, cancel);

    private static async Task<Ok<ModelAnswer>> DescribeAsync(
        SweepQueries queries, TrainedModels models, string sweep, int? trial, int filters, CancellationToken cancel)
    {
        if (filters is < 1 or > MostFilters)
            throw new UserErrorException($"'filters' must be 1 to {MostFilters}, not {filters:#,0}");
        var (found, its) = await queries.GetModelAsync(sweep, trial, cancel);
        return TypedResults.Ok(await models.AskAsync(
            found, its, network => ModelAnswer.Of(found.Summary.Id, its.Number, network, filters), cancel));
    }

    private static async Task<Ok<PredictionAnswer>> ClassifyAsync(
        SweepQueries queries, TrainedModels models, string sweep, int? trial, Fields<PixelFields> content,
        CancellationToken cancel)
    {
        var pixels = content.Value.Check();
        var (found, its) = await queries.GetModelAsync(sweep, trial, cancel);
        return TypedResults.Ok(await models.AskAsync(
            found, its, network => PredictionAnswer.Of(found.Summary.Id, its.Number, network, pixels), cancel));
    }
}
