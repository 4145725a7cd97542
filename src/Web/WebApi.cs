using Experiments.Changes.Access;
using Experiments.Changes.Clusters;
using Experiments.Changes.Labels;
using Experiments.Changes.Nodes;
using Experiments.Changes.Sweeps;
using Experiments.Contracts.Certificates;
using Experiments.Storage.Access;
using Experiments.Storage.Clusters;
using Experiments.Storage.Keeping;
using Experiments.Web.Access;
using Experiments.Web.Answers;
using Experiments.Web.Artifacts;
using Experiments.Web.Changing;
using Experiments.Web.Curves;
using Experiments.Web.Datasets;
using Experiments.Web.Decisions;
using Experiments.Web.Live;
using Experiments.Web.Logs;
using Experiments.Web.Models;
using Experiments.Web.Nodes;
using Experiments.Web.Outside;
using Experiments.Web.Page;
using Experiments.Web.People;
using Experiments.Web.Sweeps;
using Experiments.Web.Trials;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using Orleans.Configuration;

namespace Experiments.Web;

/// <summary>
/// The HTTP API, <c>/api</c>, described by <c>/openapi/v1.json</c>, and the page that uses it, <c>/</c>.
/// </summary>
public static class WebApi
{
    private const string Root = "/api";

    // The description is the same everywhere, so it needs no token.
    private static readonly string[] Roots = [Root, "/openapi"];

    /// <summary>
    /// Adds the services of the API and the page. It uses the queries that <c>AddStorage</c> adds, the datasets that
    /// <c>AddDatasets</c> adds, and in a silo the silo's cluster.
    /// </summary>
    public static IServiceCollection AddWebApi(this IServiceCollection services)
    {
        services.Configure<JsonOptions>(json => ApiJson.Configure(json.SerializerOptions));
        services.Configure<RouteHandlerOptions>(routes => routes.ThrowOnBadRequest = true);
        services.TryAddSingleton(new CurveLimit());
        services.AddSingleton(provider => new ClusterAccess(
            provider.GetRequiredService<ClusterSecrets>(), provider.GetRequiredService<TimeProvider>(),
            provider.GetService<ClusterCertificates>,
            provider.GetService<IGrainFactory>() is { } grains
                ? new OwnCluster(provider.GetRequiredService<IOptions<ClusterOptions>>().Value.ClusterId, grains)
                : null));
        services.AddSingleton<SweepLabels>();
        services.AddSingleton<AccessTokens>();
        services.AddSingleton<SweepOwners>();
        services.AddSingleton<AuditLog>();
        services.AddSingleton<LiveTimer>();
        services.AddSingleton<ApiToken>();
        services.AddSingleton<PageSessions>();
        services.AddSingleton<Callers>();
        services.AddHttpContextAccessor();
        services.AddSingleton<TrainedModels>();
        AddChanges(services);
        services.AddOpenApi("v1", ApiDocument.Configure);
        return services;
    }

    // What changes something depends on who requests it.
    private static void AddChanges(IServiceCollection services)
    {
        services.AddScoped(
            request => Caller.Of(request.GetRequiredService<IHttpContextAccessor>().HttpContext!));
        services.AddScoped(request => request.GetRequiredService<Caller>().Author);
        services.AddScoped<ChangeRecorder>();
        services.AddScoped<SweepOwnership>();
        services.AddScoped<SweepChanges>();
        services.AddScoped<SweepCaller>();
        services.AddScoped<Submission>();
        services.AddScoped<LabelChanges>();
        services.AddScoped<TrialPinning>();
        services.AddScoped<SweepDeletion>();
        services.AddScoped<NodeDraining>();
        services.AddScoped<TokenIssuing>();
    }

    /// <summary>Maps the routes of the API and the page. They answer only programs on the same machine.</summary>
    public static WebApplication MapWebApi(this WebApplication app)
    {
        app.UseWhen(
            context => Roots.Any(root => context.Request.Path.StartsWithSegments(root)),
            all => all.UseMiddleware<ProblemAnswers>().UseMiddleware<LocalRequests>()
                .UseMiddleware<OwnPages>()
                .UseWhen(
                    context => context.Request.Path.StartsWithSegments(Root),
                    api => api.UseMiddleware<ApiTokens>().UseMiddleware<RouteRoles>())
                .UseMiddleware<EntityTags>());
        // A link elsewhere may lead to the page, but no page from elsewhere may ask for a session.
        app.UseWhen(
            context => PageRoutes.IsOfPage(context.Request.Path),
            page => page.UseMiddleware<ProblemAnswers>().UseMiddleware<LocalRequests>()
                .UseWhen(
                    context => !HttpMethods.IsGet(context.Request.Method), entry => entry.UseMiddleware<OwnPages>()));
        app.MapOpenApi();
        var routes = app.MapGroup(Root);
        SweepRoutes.Map(routes);
        TrialRoutes.Map(routes);
        OverviewRoutes.Map(routes);
        ExplanationRoutes.Map(routes);
        CurveRoutes.Map(routes);
        DecisionRoutes.Map(routes);
        LogRoutes.Map(routes);
        ArtifactRoutes.Map(routes);
        DatasetRoutes.Map(routes);
        ModelRoutes.Map(routes);
        NodeRoutes.Map(routes);
        LiveRoutes.Map(routes);
        SubmitRoutes.Map(routes);
        CallRoutes.Map(routes);
        OutsideRoutes.Map(routes);
        LabelRoutes.Map(routes);
        RemovalRoutes.Map(routes);
        PinRoutes.Map(routes);
        DrainRoutes.Map(routes);
        TokenRoutes.Map(routes);
        AuditRoutes.Map(routes);
        CallerRoutes.Map(routes);
        PageRoutes.Map(app);
        EntryRoutes.Map(app);
        return app;
    }

    /// <summary>
    /// Returns the path of the page with a ticket that lets one browser in, once. The ticket is in the fragment, which
    /// browsers do not send.
    /// </summary>
    public static string CreatePagePath(this WebApplication app) =>
        $"/#ticket={app.Services.GetRequiredService<PageSessions>().CreateTicket()}";
}
