using System.ComponentModel;
using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using Experiments.Storage.Queries;
using Experiments.Web.Access;
using Experiments.Web.Answers;
using Experiments.Web.Sweeps;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;

namespace Experiments.Web.Live;

/// <summary>Changes of sweeps, as server-sent events.</summary>
internal static class LiveRoutes
{
    private const int MostSweeps = 1_000;

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/live", FollowAllAsync).Reads()
            .WithMetadata(new Streamed())
            .WithName("followSweeps").WithTags("live")
            .WithSummary("Sends the list of sweeps now and after each change.")
            .WithDescription("Each event is named 'sweeps' and has the whole list, as listSweeps returns it.");
        routes.MapGet("/sweeps/{sweep}/live", FollowAsync).Reads()
            .WithMetadata(new Streamed())
            .WithName("followSweep").WithTags("live")
            .WithSummary("Sends the state of a sweep now and after each change, until it has ended.")
            .WithDescription(
                "Each event is named 'progress' and has the whole state, so a client that reconnects with the header "
                + "Last-Event-ID misses nothing: it gets the newest state, unless it has it already. The answer is "
                + "204 if the sweep has ended and the client has its last state.")
            .ProducesProblem(StatusCodes.Status404NotFound);
    }

    private static ServerSentEventsResult<IReadOnlyList<SweepAnswer>> FollowAllAsync(
        SweepQueries queries, LiveTimer timer, HttpContext request,
        [Description("Whether archived sweeps are listed, too.")] bool archived = false,
        [Description("The maximum number of sweeps, 1 to 1,000.")] int limit = 100)
    {
        Limits.Check(limit, MostSweeps);
        return TypedResults.ServerSentEvents(ListsAsync(
            queries, timer, request, new SweepFilter { Limit = limit, WithArchived = archived },
            request.RequestAborted));
    }

    private static async IAsyncEnumerable<SseItem<IReadOnlyList<SweepAnswer>>> ListsAsync(
        SweepQueries queries, LiveTimer timer, HttpContext request, SweepFilter filter,
        [EnumeratorCancellation] CancellationToken cancel)
    {
        using var ticks = timer.Begin(request);
        string? last = null;
        do
        {
            IReadOnlyList<SweepAnswer> sweeps =
                [.. (await queries.ListAsync(filter, cancel)).Select(SweepAnswer.Of)];
            var tag = ContentTag.Of(sweeps.Select(sweep => sweep.WithoutClock()));
            if (tag != last) yield return new SseItem<IReadOnlyList<SweepAnswer>>(sweeps, "sweeps") { EventId = tag };
            last = tag;
        }
        while (await ticks.NextAsync());
    }

    private static async Task<Results<ServerSentEventsResult<ProgressAnswer>, NoContent>> FollowAsync(
        SweepQueries queries, LiveTimer timer, HttpContext request, string sweep,
        [FromHeader(Name = "Last-Event-ID")]
        [Description("The id of the last event that the client has received.")]
        string? last,
        [Description(
            "Whether the answer continues after the sweep has ended, which people may still label and extend.")]
        bool stay = false,
        CancellationToken cancel = default)
    {
        var first = await ProgressAnswer.ReadAsync(queries, await queries.GetIdAsync(sweep, cancel), cancel);
        if (first is null || (!stay && first.HasEnded && first.Tag() == last)) return TypedResults.NoContent();
        return TypedResults.ServerSentEvents(ChangesAsync(
            queries, timer, request, first, last, stay, cancel));
    }

    private static async IAsyncEnumerable<SseItem<ProgressAnswer>> ChangesAsync(
        SweepQueries queries, LiveTimer timer, HttpContext request, ProgressAnswer first, string? last, bool stay,
        [EnumeratorCancellation] CancellationToken cancel)
    {
        using var ticks = timer.Begin(request);
        // A client that has the state already learns at once that it is connected.
        await request.Response.Body.FlushAsync(cancel);
        for (var progress = first; progress is not null;
            progress = await ProgressAnswer.ReadAsync(queries, first.Sweep.Id, cancel))
        {
            var tag = progress.Tag();
            if (tag != last) yield return new SseItem<ProgressAnswer>(progress, "progress") { EventId = tag };
            last = tag;
            if (progress.HasEnded && !stay) yield break;
            if (!await ticks.NextAsync()) yield break;
        }
    }
}
