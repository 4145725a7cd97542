using Experiments.Changes.Labels;
using Experiments.Storage.Model;
using Experiments.Web.Access;
using Experiments.Web.Requests;
using Experiments.Web.Trials;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Experiments.Web.Changing;

/// <summary>Which trials keep their checkpoints.</summary>
internal static class PinRoutes
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        Map(
            routes, "pin", (pins, sweep, trial, cancel) => pins.PinAsync(sweep, trial, cancel),
            "Keeps the checkpoints of a trial, whatever its sweep file says.");
        Map(
            routes, "unpin", (pins, sweep, trial, cancel) => pins.UnpinAsync(sweep, trial, cancel),
            "Lets the sweep file decide again about the checkpoints of a trial.");
    }

    private static void Map(
        IEndpointRouteBuilder routes, string verb,
        Func<TrialPinning, SweepSummary, int, CancellationToken, Task<string?>> change, string summary) =>
        routes.MapPost(
            $"/sweeps/{{sweep}}/trials/{{trial:int}}/{verb}",
            (string sweep, int trial, Fields<NoFields> _, SweepChanges changes, TrialPinning pinning,
                CancellationToken cancel) => changes.ApplyAsync(
                sweep,
                async found => await change(pinning, found.Summary, trial, cancel)
                    ?? throw TrialLookup.Missing(found, trial),
                cancel))
            .Changes()
            .WithName($"{verb}Trial").WithTags("trials").WithSummary(summary)
            .ProducesProblem(StatusCodes.Status404NotFound);
}
