using System.Collections.Immutable;
using System.ComponentModel;
using Experiments.Search.States;
using Experiments.Storage.Filters;
using Experiments.Storage.Queries;
using Experiments.Web.Access;
using Experiments.Web.Answers;
using Experiments.Web.Sweeps;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Experiments.Web.Trials;

/// <summary>The trials of a sweep.</summary>
internal static class TrialRoutes
{
    private const int MostTrials = 10_000;
    private const int MostKeys = 5;

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/sweeps/{sweep}/trials", ListAsync).Reads()
            .WithName("listTrials").WithTags("trials")
            .WithSummary("Lists the trials of a sweep that fulfil a condition.")
            .ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status404NotFound);
        routes.MapGet("/sweeps/{sweep}/trials/{trial:int}", GetAsync).Reads()
            .WithName("getTrial").WithTags("trials")
            .WithSummary("Returns a trial with the newest value of each of its metrics.")
            .ProducesProblem(StatusCodes.Status404NotFound);
        routes.MapGet("/sweeps/{sweep}/best", BestAsync).Reads()
            .WithName("listBest").WithTags("trials")
            .WithSummary("Lists the best completed trials, with the newest value of each of their metrics; of a sweep "
                + "with several objectives all trials that no other one dominates, whatever 'top' is.")
            .ProducesProblem(StatusCodes.Status404NotFound);
        routes.MapGet("/sweeps/{sweep}/groups", GroupAsync).Reads()
            .WithName("listGroups").WithTags("trials")
            .WithSummary("Groups the trials by values that they share, the best mean objective first.")
            .ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status404NotFound);
    }

    private static async Task<Ok<IReadOnlyList<TrialAnswer>>> ListAsync(
        SweepQueries queries,
        string sweep,
        [Description(
            "A condition on columns, parameters and metrics, as for 'experiments trials --where', such as "
            + "optimizer=adam and val_loss<0.3.")]
        string? where = null,
        [Description(
            "The metric, parameter or column to sort by. By 'objective', completed trials come first. Without it, "
            + "trials are in the order of their numbers.")]
        string? sort = null,
        [Description("Whether the largest value comes first.")] bool descending = false,
        [Description(
            "Only trials with this status: running, waiting, paused, completed, pruned, failed or cancelled.")]
        string? status = null,
        [Description(
            "Only trials that come after the one with this number, in the order by number: the last one of the page "
            + "before.")]
        int? after = null,
        [Description("The maximum number of trials, 1 to 10,000.")] int limit = 1_000,
        CancellationToken cancel = default)
    {
        Limits.Check(limit, MostTrials);
        if (after is not null && sort is not null)
            throw new UserErrorException("'after' continues a list in the order by number: leave out 'sort'");
        var found = await queries.GetAsync(sweep, cancel);
        var trials = await queries.ListTrialsAsync(
            found.Summary.Key,
            new TrialFilter
            {
                Where = where is null ? null : await queries.ReadFilterAsync(found, where, cancel),
                SortBy = sort is null ? null : await queries.GetFieldAsync(found, sort, cancel),
                Descending = descending,
                Status = status is null ? null : ReadStatus(status),
                After = after,
                Limit = limit,
            },
            cancel);
        return Answer(trials);
    }

    private static async Task<Ok<TrialAnswer>> GetAsync(
        SweepQueries queries, string sweep, [Description("The number of the trial.")] int trial,
        CancellationToken cancel) =>
        TypedResults.Ok(TrialAnswer.Of((await queries.GetTrialAsync(sweep, trial, cancel)).Trial));

    private static async Task<Ok<IReadOnlyList<TrialAnswer>>> BestAsync(
        SweepQueries queries, string sweep, [Description("The number of trials, 1 to 10,000.")] int top = 1,
        CancellationToken cancel = default)
    {
        Limits.Check(top, MostTrials);
        var found = await queries.GetAsync(sweep, cancel);
        if (found.Spec.Search.MoreObjectives is not null)
            return Answer(await queries.ListFrontAsync(found.Summary.Key, found.Summary.Goal, cancel));
        var ranked = await queries.RankRepeatsAsync(found, cancel);
        var best = await queries.ListBestRankedAsync(found, ranked, top, cancel);
        var repeats = await queries.ListRepeatsAsync(found, [.. best.Select(trial => trial.Number)], cancel);
        return TypedResults.Ok<IReadOnlyList<TrialAnswer>>(
        [
            .. best.Select((trial, index) => TrialAnswer.Of(trial) with
            {
                Repeats = RepeatsAnswer.Of(
                    repeats.GetValueOrDefault(trial.Number), index == 0 ? ranked?.Chance : null),
            }),
        ]);
    }

    private static async Task<Ok<IReadOnlyList<GroupAnswer>>> GroupAsync(
        SweepQueries queries,
        string sweep,
        [Description("A parameter or column to group by. May be given several times.")] string[] by,
        [Description("A condition, as in a list of trials.")] string? where = null,
        [Description("Only trials with this status, as in a list of trials.")] string? status = null,
        [Description("The maximum number of groups, 1 to 10,000.")] int limit = 1_000,
        CancellationToken cancel = default)
    {
        Limits.Check(limit, MostTrials);
        if (by.Length is 0 or > MostKeys)
            throw new UserErrorException($"'by' must be given 1 to {MostKeys} times, not {by.Length}");
        var found = await queries.GetAsync(sweep, cancel);
        var fields = ImmutableArray.CreateBuilder<TrialField>();
        foreach (var name in by) fields.Add(await queries.GetGroupFieldAsync(found, name, cancel));
        var groups = await queries.ListGroupsAsync(
            found.Summary.Key,
            new TrialGrouping
            {
                By = fields.ToImmutable(),
                Goal = found.Summary.Goal,
                Trials = new TrialFilter
                {
                    Where = where is null ? null : await queries.ReadFilterAsync(found, where, cancel),
                    Status = status is null ? null : ReadStatus(status),
                    Limit = limit,
                },
            },
            cancel);
        return TypedResults.Ok<IReadOnlyList<GroupAnswer>>([.. groups.Select(group => GroupAnswer.Of(by, group))]);
    }

    private static TrialStatus ReadStatus(string word) =>
        Enum.TryParse<TrialStatus>(word, ignoreCase: true, out var status) && Enum.IsDefined(status)
            ? status
            : throw new UserErrorException(
                $"'status' must be {string.Join(", ", Enum.GetNames<TrialStatus>()).ToLowerInvariant()}, not '{word}'");

    private static Ok<IReadOnlyList<TrialAnswer>> Answer(IReadOnlyList<TrialSummary> trials) =>
        TypedResults.Ok<IReadOnlyList<TrialAnswer>>([.. trials.Select(TrialAnswer.Of)]);
}
