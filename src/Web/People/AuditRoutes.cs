using System.ComponentModel;
using Experiments.Storage.Access;
using Experiments.Storage.Model;
using Experiments.Storage.Queries;
using Experiments.Web.Access;
using Experiments.Web.Answers;
using Experiments.Web.Sweeps;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Experiments.Web.People;

/// <summary>Who requested which change.</summary>
internal static class AuditRoutes
{
    private const int MostEntries = 10_000;

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/audit", ListAsync).Reads(Role.Admin)
            .WithName("listChanges").WithTags("people")
            .WithSummary("Lists the changes that were requested, newest first.")
            .ProducesProblem(StatusCodes.Status404NotFound);

    private static async Task<Ok<IReadOnlyList<ChangeRecordAnswer>>> ListAsync(
        AuditLog log, SweepQueries queries,
        [Description("The only sweep to list; by default changes of everything.")] string? sweep = null,
        [Description("The maximum number of changes, 1 to 10,000.")] int limit = 100,
        CancellationToken cancel = default)
    {
        Limits.Check(limit, MostEntries);
        var id = sweep is null ? null : (await queries.GetAsync(sweep, cancel)).Summary.Id;
        return TypedResults.Ok<IReadOnlyList<ChangeRecordAnswer>>(
            [.. (await log.ListAsync(id, limit, cancel)).Select(ChangeRecordAnswer.Of)]);
    }
}
