using Experiments.Web.Access;
using Experiments.Web.Answers;
using Experiments.Web.Curves;
using Experiments.Web.Decisions;
using Experiments.Web.Live;
using Experiments.Web.Logs;
using Experiments.Web.Nodes;
using Experiments.Web.Sweeps;
using Experiments.Web.Trials;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Experiments.Web;

/// <summary>The HTTP API: <c>/api</c>, described by <c>/openapi/v1.json</c>.</summary>
public static class WebApi
{
    private static readonly string[] Roots = ["/api", "/openapi"];

    /// <summary>Adds the services of the API. It uses the queries that <c>AddStorage</c> adds.</summary>
    public static IServiceCollection AddWebApi(this IServiceCollection services)
    {
        services.Configure<JsonOptions>(json => ApiJson.Configure(json.SerializerOptions));
        services.Configure<RouteHandlerOptions>(routes => routes.ThrowOnBadRequest = true);
        services.TryAddSingleton(new CurveLimit());
        services.AddOpenApi("v1", ApiDocument.Configure);
        return services;
    }

    /// <summary>Maps the routes of the API. They answer only programs on the same machine.</summary>
    public static WebApplication MapWebApi(this WebApplication app)
    {
        app.UseWhen(
            context => Roots.Any(root => context.Request.Path.StartsWithSegments(root)),
            api => api.UseMiddleware<ProblemAnswers>().UseMiddleware<LocalRequests>().UseMiddleware<EntityTags>());
        app.MapOpenApi();
        var routes = app.MapGroup("/api");
        SweepRoutes.Map(routes);
        TrialRoutes.Map(routes);
        CurveRoutes.Map(routes);
        DecisionRoutes.Map(routes);
        LogRoutes.Map(routes);
        NodeRoutes.Map(routes);
        LiveRoutes.Map(routes);
        return app;
    }
}
