using Experiments.Web.Access;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Experiments.Web.Page;

/// <summary>The way in for the page.</summary>
internal static class EntryRoutes
{
    private sealed record Ticket(string Value);

    private sealed record Session(string Value);

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPost($"{PageRoutes.Root}/session", EnterAsync).Changes().ExcludeFromDescription();
        routes.MapPost($"{PageRoutes.Root}/ticket", CreateTicketAsync).Changes().ExcludeFromDescription();
    }

    // A ticket or the token of the database, for a session.
    private static async Task<IResult> EnterAsync(HttpContext context, ApiToken token, PageSessions sessions)
    {
        if (ApiToken.GivenBy(context.Request) is { } key
            && (sessions.Use(key) || await token.IsAsync(key, context.RequestAborted)))
            return TypedResults.Ok(new Session(sessions.CreateSession()));
        await ApiToken.RefuseAsync(
            context, "this is neither a ticket that is still good nor the token that 'experiments token' prints");
        return TypedResults.Empty;
    }

    // The token of the database, for a ticket: for programs that print the address of this page.
    private static async Task<IResult> CreateTicketAsync(HttpContext context, ApiToken token, PageSessions sessions)
    {
        if (ApiToken.GivenBy(context.Request) is { } key && await token.IsAsync(key, context.RequestAborted))
            return TypedResults.Ok(new Ticket(sessions.CreateTicket()));
        await ApiToken.RefuseAsync(context, "a ticket needs the token that 'experiments token' prints");
        return TypedResults.Empty;
    }
}
