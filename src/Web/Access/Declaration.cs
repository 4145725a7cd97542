using Microsoft.AspNetCore.Builder;

namespace Experiments.Web.Access;

/// <summary>Declares what routes do.</summary>
internal static class Declaration
{
    /// <summary>Declares that a route reads or changes what is stored.</summary>
    public static RouteHandlerBuilder Declares(this RouteHandlerBuilder route, RouteAccess access) =>
        route.WithMetadata(access);
}
