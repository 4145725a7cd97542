using Experiments.Storage.Model;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Experiments.Web.Access;

/// <summary>Declares what routes do.</summary>
internal static class Declaration
{
    /// <summary>Declares that a route only reads what is stored.</summary>
    /// <param name="route">The route.</param>
    /// <param name="least">The least role that the caller needs.</param>
    public static RouteHandlerBuilder Reads(this RouteHandlerBuilder route, Role least = Role.Viewer) =>
        route.WithMetadata(new RouteAccess(Changes: false, least));

    /// <summary>
    /// Declares that a route changes something. It refuses parameters that it does not know, since a misspelt one could
    /// change more than was meant, and content that is too large. Routes that change a sweep check in addition that it
    /// is the caller's own, see <see cref="SweepOwnership"/>.
    /// </summary>
    /// <param name="route">The route.</param>
    /// <param name="least">The least role that the caller needs.</param>
    public static RouteHandlerBuilder Changes(this RouteHandlerBuilder route, Role least = Role.Submitter) => route
        .WithMetadata(new RouteAccess(Changes: true, least)).TakesContent();

    /// <summary>
    /// Declares that a route only reads what is stored, although it takes content, on which its answer depends.
    /// </summary>
    public static RouteHandlerBuilder Asks(this RouteHandlerBuilder route) => route.Reads().TakesContent();

    private static RouteHandlerBuilder TakesContent(this RouteHandlerBuilder route) => route
        .WithMetadata(new ContentLimit())
        .AddEndpointFilterFactory(KnownParameters.Check)
        .ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status403Forbidden)
        .ProducesProblem(StatusCodes.Status413PayloadTooLarge)
        .ProducesProblem(StatusCodes.Status415UnsupportedMediaType)
        .ProducesProblem(StatusCodes.Status503ServiceUnavailable);
}
