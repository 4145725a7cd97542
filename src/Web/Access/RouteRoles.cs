using Experiments.Changes.Access;
using Experiments.Storage.Model;
using Experiments.Web.Answers;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Experiments.Web.Access;

/// <summary>
/// Refuses requests whose caller does not have the role that the route requires. A route that declares none is refused
/// to all.
/// </summary>
internal sealed class RouteRoles(RequestDelegate next)
{
    public Task InvokeAsync(HttpContext context)
    {
        // Whatever has no route is answered with 404, or with 405 or 415 by an endpoint of the framework.
        if (context.GetEndpoint() is not RouteEndpoint route) return next(context);
        var (caller, access) = (Caller.Of(context), route.Metadata.GetMetadata<RouteAccess>());
        return access is not null && caller.Role >= access.Least
            ? next(context)
            : Problem.WriteAsync(
                context, StatusCodes.Status403Forbidden,
                $"this needs the role {(access?.Least ?? Role.Admin).ToWord()}, but {caller.Author.Name} is "
                + $"{caller.Role.ToWord()}");
    }
}
