using Microsoft.AspNetCore.Http;

namespace Experiments.Web.Access;

/// <summary>
/// Refuses requests without the token of the database, which only those can compute who may use the database, or the
/// session of a page that was let in. Every user of a machine can reach its loopback addresses: another one could
/// otherwise read what trials print, and have silos run programs. See docs/adr/0057 and 0060.
/// </summary>
internal sealed class ApiTokens(RequestDelegate next, ApiToken token, PageSessions sessions)
{
    public async Task InvokeAsync(HttpContext context)
    {
        if (ApiToken.GivenBy(context.Request) is { } key
            && (sessions.IsSession(key) || await token.IsAsync(key, context.RequestAborted)))
        {
            await next(context);
            return;
        }

        await ApiToken.RefuseAsync(
            context,
            "requests need the header 'Authorization: Bearer TOKEN' with the token of the database, which 'experiments "
            + "token' prints");
    }
}
