using Experiments.Changes.Sweeps;
using Experiments.Contracts.Sweeps;
using Experiments.Storage.Queries;
using Experiments.Web.Access;
using Experiments.Web.Requests;
using Experiments.Web.Sweeps;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Experiments.Web.Changing;

/// <summary>What the cluster that runs a sweep is asked to do.</summary>
internal static class CallRoutes
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        Map(routes, "pause", SweepCall.Pause, "Starts no more trials until the sweep is resumed; running ones finish.");
        Map(routes, "resume", _ => SweepCall.Resume, "Continues a paused sweep.");
        Map(routes, "stop", _ => SweepCall.Stop, "Ends a sweep: no more trials start, running ones finish.");
        Map(
            routes, "cancel", _ => SweepCall.Cancel,
            "Ends a sweep now: running trials save a checkpoint and end.");
        Describe(routes.MapPost("/sweeps/{sweep}/extend", ExtendAsync), "extend")
            .WithSummary("Gives a sweep more trials, or more of its budget; one that has ended continues.");
        Describe(routes.MapPost("/sweeps/{sweep}/enqueue", EnqueueAsync), "enqueue")
            .WithSummary("Gives a sweep trials to run before those that it proposes.");
        Describe(routes.MapPost("/sweeps/{sweep}/limit", LimitAsync), "limit")
            .WithSummary("Lets a sweep run at most so many trials at a time; those above it wait.");
        Describe(routes.MapPost("/sweeps/{sweep}/confirm", ConfirmAsync), "confirm")
            .WithSummary("Repeats the best trials of a sweep with other seeds; a sweep that has ended continues.");
        Describe(routes.MapPost("/sweeps/{sweep}/retry", RetryAsync), "retry")
            .WithSummary("Tries failed trials again, with all their restarts; a sweep that has ended continues.");
    }

    private static void Map(IEndpointRouteBuilder routes, string verb, Func<string, SweepCall> call, string summary) =>
        Describe(
            routes.MapPost(
                $"/sweeps/{{sweep}}/{verb}",
                (string sweep, Fields<NoFields> _, SweepChanges changes, SweepCaller caller,
                    CancellationToken cancel) => SendAsync(changes, caller, sweep, call(sweep), cancel)),
            verb).WithSummary(summary);

    private static RouteHandlerBuilder Describe(RouteHandlerBuilder route, string verb) => route.Changes()
        .WithName($"{verb}Sweep").WithTags("sweeps")
        .ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status409Conflict);

    private static Task<Ok<ChangeAnswer>> ExtendAsync(
        string sweep, Fields<ExtendFields> fields, SweepChanges changes, SweepCaller caller,
        CancellationToken cancel) =>
        SendAsync(
            changes, caller, sweep,
            SweepCall.Extend(
                fields.Value.RunCap, fields.Value.Check(), fields.Value.DeviceHours, fields.Value.NoBetterAfter),
            cancel);

    private static Task<Ok<ChangeAnswer>> LimitAsync(
        string sweep, Fields<LimitFields> fields, SweepChanges changes, SweepCaller caller,
        CancellationToken cancel) =>
        fields.Value.Most is < 1
            ? throw new UserErrorException(
                $"'most' must be a whole number of at least 1, or null, not {fields.Value.Most}; 'pause' starts no "
                + "trials at all")
            : SendAsync(changes, caller, sweep, SweepCall.Limit(fields.Value.Most), cancel);

    private static Task<Ok<ChangeAnswer>> ConfirmAsync(
        string sweep, Fields<ConfirmFields> fields, SweepChanges changes, SweepCaller caller,
        CancellationToken cancel)
    {
        var asked = fields.Value.Check();
        return SendAsync(changes, caller, sweep, SweepCall.Confirm(asked.Top, asked.Repeats), cancel);
    }

    private static Task<Ok<ChangeAnswer>> RetryAsync(
        string sweep, Fields<RetryFields> fields, SweepChanges changes, SweepCaller caller,
        CancellationToken cancel) =>
        SendAsync(changes, caller, sweep, SweepCall.Retry([.. fields.Value.Trials]), cancel);

    private static async Task<Ok<ChangeAnswer>> EnqueueAsync(
        string sweep, TrialListContent content, SweepQueries queries, SweepChanges changes, SweepCaller caller,
        CancellationToken cancel)
    {
        // What is wrong with the trials is no conflict; the sweep itself would not tell the two apart.
        EnqueuedAssignments.Complete((await queries.GetAsync(sweep, cancel)).Spec, content.Trials);
        return await SendAsync(changes, caller, sweep, SweepCall.Enqueue(content.Trials), cancel);
    }

    private static Task<Ok<ChangeAnswer>> SendAsync(
        SweepChanges changes, SweepCaller caller, string sweep, SweepCall call, CancellationToken cancel) =>
        changes.ApplyAsync(sweep, found => caller.SendAsync(found.Summary, call, cancel), cancel);
}
