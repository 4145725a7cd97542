using Experiments.Changes.Sweeps;
using Experiments.Contracts.Outside;
using Experiments.Search.States;
using Experiments.Storage.Queries;
using Experiments.Web.Access;
using Experiments.Web.Answers;
using Experiments.Web.Requests;
using Experiments.Web.Sweeps;
using Experiments.Web.Trials;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Experiments.Web.Outside;

/// <summary>What workers outside the cluster ask and say. See docs/adr/0071.</summary>
internal static class OutsideRoutes
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPost("/sweeps/{sweep}/claim", ClaimAsync).Changes()
            .WithName("claimTrial").WithTags("trials")
            .WithSummary("Gives a worker a trial of a sweep with 'workload: outside'.")
            .WithDescription("Waits up to 10 seconds if there is none now.")
            .ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status409Conflict);
        routes.MapPost("/sweeps/{sweep}/trials/{trial:int}/tell", TellAsync).Changes()
            .WithName("tellTrial").WithTags("trials")
            .WithSummary("Takes what a worker says of its attempt at a trial: reports, its end, or that it is alive.")
            .WithDescription(
                "At a rung of early termination the answer says whether to go on. The end of an attempt is answered "
                + "once it is committed. An attempt that is not the trial's current one is refused with 409.")
            .ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status409Conflict);
    }

    private static async Task<Ok<ClaimAnswer>> ClaimAsync(
        string sweep, Fields<ClaimFields> fields, SweepQueries queries, SweepOwnership ownership, SweepCaller caller,
        CancellationToken cancel)
    {
        var claim = new OutsideClaim { Id = fields.Value.Check().Claim };
        var found = await queries.GetAsync(sweep, cancel);
        await ownership.CheckAsync(found.Summary, cancel);
        return TypedResults.Ok(ClaimAnswer.Of(
            await AskAsync(() => caller.AskAsync(found.Summary, grain => grain.ClaimAsync(claim), cancel))));
    }

    private static async Task<Ok<TellAnswer>> TellAsync(
        string sweep, int trial, Fields<TellFields> fields, SweepQueries queries, SweepOwnership ownership,
        SweepCaller caller, CancellationToken cancel)
    {
        var message = fields.Value.ToMessage(trial);
        var found = await queries.GetAsync(sweep, cancel);
        await ownership.CheckAsync(found.Summary, cancel);
        var answer = await AskAsync(
            () => caller.AskAsync(found.Summary, grain => grain.TellAsync(message), cancel));
        if (answer is { GoesOn: true }) return TypedResults.Ok(new TellAnswer(true, TrialStatus.Running));
        var (_, _, now) = await queries.GetTrialAsync(found.Summary.Id, trial, cancel);
        // What was sent again after the end of its attempt gets the same answer as before.
        if (answer is not null || (now.Attempt == message.Attempt && now.Status.IsFinal()))
            return TypedResults.Ok(new TellAnswer(false, now.Status));
        throw new ConflictException(Refuse(message, now));
    }

    private static string Refuse(OutsideMessage message, TrialSummary now)
    {
        var over = $"attempt {message.Attempt} of trial {message.Trial} is over, and nothing more of it is kept: ";
        if (now.Attempt > message.Attempt) return over + $"attempt {now.Attempt} has begun; ask for another trial";
        if (now.Attempt < message.Attempt)
            return $"trial {message.Trial} has no attempt {message.Attempt}: the last one is {now.Attempt}";
        return over + (now.Status == TrialStatus.Paused
            ? "the sweep has paused the trial; ask for another one"
            : "the trial waits for another attempt; ask for a trial");
    }

    // What the sweep refuses is no fault of the request. Where no silo answers, workers ask again.
    private static async Task<T> AskAsync<T>(Func<Task<T>> ask)
    {
        try
        {
            return await ask();
        }
        catch (UserErrorException refused) when (refused.InnerException is null)
        {
            throw new ConflictException(refused.Message);
        }
    }
}
