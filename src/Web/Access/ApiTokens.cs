using Microsoft.AspNetCore.Http;

namespace Experiments.Web.Access;

/// <summary>
/// Refuses requests without the token of a person, that of the database, which only those can compute who may use the
/// database, or the session of a page that was let in. Every user of a machine can reach its loopback addresses:
/// another one could otherwise read what trials print, and have silos run programs. See docs/adr/0057, 0060 and 0068.
/// </summary>
internal sealed class ApiTokens(RequestDelegate next, Callers callers)
{
    public async Task InvokeAsync(HttpContext context)
    {
        if (await callers.FindAsync(context) is not { } caller)
        {
            await ApiToken.RefuseAsync(
                context,
                "requests need the header 'Authorization: Bearer TOKEN' with a token that is valid: one that "
                + "'experiments token create' has created for you, or that of the database, which 'experiments token' "
                + "prints");
            return;
        }

        context.Features.Set(caller);
        await next(context);
    }
}
