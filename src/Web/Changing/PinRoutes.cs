using Experiments.Changes.Labels;
using Experiments.Web.Access;
using Experiments.Web.Requests;
using Experiments.Web.Trials;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Experiments.Web.Changing;

/// <summary>Which trials keep their checkpoints.</summary>
internal static class PinRoutes
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        Map(routes, "pin", PinAsync, "Keeps the checkpoints of a trial, whatever its sweep file says.");
        Map(routes, "unpin", UnpinAsync, "Lets the sweep file decide again about the checkpoints of a trial.");
    }

    private static void Map(IEndpointRouteBuilder routes, string verb, Delegate handler, string summary) =>
        routes.MapPost($"/sweeps/{{sweep}}/trials/{{trial:int}}/{verb}", handler).Changes()
            .WithName($"{verb}Trial").WithTags("trials").WithSummary(summary)
            .ProducesProblem(StatusCodes.Status404NotFound);

    private static Task<Ok<ChangeAnswer>> PinAsync(
        string sweep, int trial, Fields<NoFields> _, SweepChanges changes, TrialPinning pinning,
        CancellationToken cancel) =>
        changes.ApplyAsync(
            sweep,
            async found => await pinning.PinAsync(found.Summary, trial, cancel)
                ?? throw TrialRoutes.Missing(found, trial),
            cancel);

    private static Task<Ok<ChangeAnswer>> UnpinAsync(
        string sweep, int trial, Fields<NoFields> _, SweepChanges changes, TrialPinning pinning,
        CancellationToken cancel) =>
        changes.ApplyAsync(
            sweep,
            async found => await pinning.UnpinAsync(found.Summary, trial, cancel)
                ?? throw TrialRoutes.Missing(found, trial),
            cancel);
}
