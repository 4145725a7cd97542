using Experiments.Storage.Access;
using Microsoft.AspNetCore.Http;

namespace Experiments.Web.Access;

/// <summary>Finds out who sends a request, by its key in the header <c>Authorization</c>.</summary>
internal sealed class Callers(ApiToken database, AccessTokens people, PageSessions sessions)
{
    /// <summary>Returns the caller, or null if the request has no key that is accepted.</summary>
    /// <exception cref="UserErrorException">The database cannot be read.</exception>
    public async Task<Caller?> FindAsync(HttpContext context)
    {
        if (ApiToken.GivenBy(context.Request) is not { } key) return null;
        if (await people.FindAsync(key, context.RequestAborted) is { } holder) return Caller.OfPerson(holder);
        if (sessions.IsSession(key)) return Caller.OfPage;
        return await database.IsAsync(context, key) ? Caller.OfDatabase : null;
    }
}
