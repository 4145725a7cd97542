using System.ComponentModel;
using Experiments.Storage.Queries;
using Experiments.Web.Access;
using Experiments.Web.Answers;
using Experiments.Web.Sweeps;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Experiments.Web.Curves;

/// <summary>The curves of a sweep's trials.</summary>
internal static class CurveRoutes
{
    private const int FewestPoints = 4;
    private const int MostPoints = 100_000;
    private const int MostTrials = 2_000;

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/sweeps/{sweep}/curves", ListAsync).Reads()
            .WithName("listCurves").WithTags("curves")
            .WithSummary("Lists the curves of one metric, one for each trial that has reported it.")
            .WithDescription(
                "A curve with more points than asked for is thinned: the answer has the lowest and the highest value "
                + "of each of equally wide parts of the curve, and its ends.")
            .ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status404NotFound);

    private static async Task<Ok<IReadOnlyList<CurveAnswer>>> ListAsync(
        SweepQueries queries,
        CurveLimit most,
        string sweep,
        [Description("The name of the metric. Without it, the objective of the sweep.")] string? metric = null,
        [Description("The number of a trial. May be given several times. Without it, the first trials.")]
        int[]? trial = null,
        [Description("Only trials with a higher number than this one, if no trial is given.")] int after = -1,
        [Description("The maximum number of trials, 1 to 2,000, if no trial is given.")] int limit = 200,
        [Description("The maximum number of points of each curve, 4 to 100,000.")] int points = 500,
        CancellationToken cancel = default)
    {
        Limits.Check(limit, MostTrials);
        if (points is < FewestPoints or > MostPoints)
            throw new UserErrorException($"'points' must be {FewestPoints} to {MostPoints:#,0}, not {points:#,0}");
        if (trial?.Length > MostTrials)
            throw new UserErrorException($"'trial' must be given at most {MostTrials:#,0} times");
        var found = await queries.GetAsync(sweep, cancel);
        var name = metric ?? found.Summary.Metric;
        if (name.Length == 0) throw new UserErrorException("the sweep has no objective: give a 'metric'");
        var trials = trial is { Length: > 0 }
            ? trial.Where(number => number >= 0).Distinct()
            : Enumerable.Range(Math.Max(after + 1, 0), limit);
        var curves = await queries.ListCurvesOfAsync(
            found.Summary.Key, [.. trials], name, most.Points + 1, cancel);
        if (curves.Count > most.Points)
            throw new UserErrorException(
                $"these curves have more than {most.Points:#,0} points together: ask for fewer trials at a time");
        return TypedResults.Ok<IReadOnlyList<CurveAnswer>>(
            [.. curves.GroupBy(point => point.Trial)
                .Select(curve => CurveAnswer.Of(curve.Key, [.. curve], points))]);
    }
}
