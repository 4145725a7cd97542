using Experiments.Web.Access;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Experiments.Web.People;

/// <summary>Who sends the request.</summary>
internal static class CallerRoutes
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/me", Get).Reads()
            .WithName("getCaller").WithTags("people")
            .WithSummary("Returns who sends the request, and the role.");

    private static Ok<CallerAnswer> Get(HttpContext context)
    {
        var caller = Caller.Of(context);
        return TypedResults.Ok(new CallerAnswer(caller.Author.Name, caller.Author.Via, caller.Role));
    }
}
