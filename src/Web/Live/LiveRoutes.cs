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
    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/sweeps/{sweep}/live", FollowAsync).Reads()
            .WithMetadata(new Streamed())
            .WithName("followSweep").WithTags("live")
            .WithSummary("Sends the state of a sweep now and after each change, until it has ended.")
            .WithDescription(
                "Each event is named 'progress' and has the whole state, so a client that reconnects with the header "
                + "Last-Event-ID misses nothing: it gets the newest state, unless it has it already. The answer is "
                + "204 if the sweep has ended and the client has its last state.")
            .ProducesProblem(StatusCodes.Status404NotFound);

    private static async Task<Results<ServerSentEventsResult<ProgressAnswer>, NoContent>> FollowAsync(
        SweepQueries queries, TimeProvider time, string sweep,
        [FromHeader(Name = "Last-Event-ID")]
        [Description("The id of the last event that the client has received.")]
        string? last,
        CancellationToken cancel)
    {
        var first = await ProgressAnswer.ReadAsync(queries, await queries.GetIdAsync(sweep, cancel), cancel);
        if (first is null || (first.HasEnded && first.Tag() == last)) return TypedResults.NoContent();
        return TypedResults.ServerSentEvents(ChangesAsync(queries, time, first, last, cancel));
    }

    private static async IAsyncEnumerable<SseItem<ProgressAnswer>> ChangesAsync(
        SweepQueries queries, TimeProvider time, ProgressAnswer first, string? last,
        [EnumeratorCancellation] CancellationToken cancel)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(0.5), time);
        for (var progress = first; progress is not null;
            progress = await ProgressAnswer.ReadAsync(queries, first.Sweep.Id, cancel))
        {
            var tag = progress.Tag();
            if (tag != last) yield return new SseItem<ProgressAnswer>(progress, "progress") { EventId = tag };
            last = tag;
            if (progress.HasEnded) yield break;
            await timer.WaitForNextTickAsync(cancel);
        }
    }
}
