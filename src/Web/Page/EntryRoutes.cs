using Experiments.Storage.Access;
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

    // A ticket or the token of the database, for a session. The token of a person is its own session, and ends with it.
    private static async Task<IResult> EnterAsync(
        HttpContext context, ApiToken token, AccessTokens people, PageSessions sessions)
    {
        if (ApiToken.GivenBy(context.Request) is { } key)
        {
            if (await people.FindAsync(key, context.RequestAborted) is not null)
                return TypedResults.Ok(new Session(key));
            if (sessions.Use(key) || await token.IsAsync(context, key))
                return TypedResults.Ok(new Session(sessions.CreateSession()));
        }

        await ApiToken.RefuseAsync(
            context,
            "this is no ticket that is still good, no token of a person that is valid, and not the token that "
            + "'experiments token' prints");
        return TypedResults.Empty;
    }

    // The token of the database, for a ticket: for programs that print the address of this page.
    private static async Task<IResult> CreateTicketAsync(HttpContext context, ApiToken token, PageSessions sessions)
    {
        if (ApiToken.GivenBy(context.Request) is { } key && await token.IsAsync(context, key))
            return TypedResults.Ok(new Ticket(sessions.CreateTicket()));
        await ApiToken.RefuseAsync(context, "a ticket needs the token that 'experiments token' prints");
        return TypedResults.Empty;
    }
}
