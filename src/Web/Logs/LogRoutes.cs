using System.ComponentModel;
using Experiments.Storage.Logs;
using Experiments.Storage.Queries;
using Experiments.Web.Access;
using Experiments.Web.Trials;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Experiments.Web.Logs;

/// <summary>What the programs of trials print.</summary>
internal static class LogRoutes
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/sweeps/{sweep}/trials/{trial:int}/log", ReadAsync).Reads()
            .WithName("readLog").WithTags("trials")
            .WithSummary("Returns what an attempt of a trial's program printed, in parts.")
            .ProducesProblem(StatusCodes.Status404NotFound);

    private static async Task<Ok<IReadOnlyList<LogAnswer>>> ReadAsync(
        SweepQueries queries, LogQueries logs, string sweep, int trial,
        [Description("The number of the attempt. Without it, the current or last one.")] int? attempt = null,
        [Description("Only parts that begin at this offset or after it: the end of the last part that is known.")]
        long from = 0,
        CancellationToken cancel = default)
    {
        var (_, id, summary) = await queries.GetTrialAsync(sweep, trial, cancel);
        var parts = await logs.ReadAsync(id, attempt ?? summary.Attempt, from, cancel);
        return TypedResults.Ok<IReadOnlyList<LogAnswer>>([.. parts.Select(LogAnswer.Of)]);
    }
}
