using System.ComponentModel;
using Experiments.Changes.Sweeps;
using Experiments.Contracts.Sweeps;
using Experiments.Storage.Queries;
using Experiments.SweepFiles;
using Experiments.Web.Access;
using Experiments.Web.Answers;
using Experiments.Web.Sweeps;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;

namespace Experiments.Web.Changing;

/// <summary>The submission of sweeps.</summary>
internal static class SubmitRoutes
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPost("/sweeps", SubmitAsync).Changes()
            .WithName("submitSweep").WithTags("sweeps")
            .WithSummary("Submits a sweep file to the cluster that serves the database.")
            .WithDescription(
                "The content is the sweep file, YAML or JSON. If it has errors, 'errors' of the problem lists all of "
                + "them with their places. A sweep that is submitted twice runs twice.")
            .ProducesProblem(StatusCodes.Status409Conflict);

    private static async Task<Results<Created<SubmittedAnswer>, Ok<PlanAnswer>, ProblemHttpResult>> SubmitAsync(
        SweepFileContent content, Submission submission, SweepQueries queries,
        [FromQuery(Name = "dry_run")]
        [Description("Whether only to check the file and to say what would run; nothing is submitted.")]
        bool dryRun = false,
        [FromQuery(Name = "file")]
        [Description(
            "The path of the file, for messages. Paths in the file are relative to its folder, without it to the "
            + "folder in which the silo runs, and a sweep without a name is called as the file.")]
        string file = "sweep.yaml",
        CancellationToken cancel = default)
    {
        if (string.IsNullOrWhiteSpace(file) || file.Any(char.IsControl))
            throw new UserErrorException("'file' must be the path of a file");
        var read = SweepFile.Parse(content.Bytes.Span, file);
        if (!read.IsValid) return Refuse(read);
        // Only the nodes that run trials need the program.
        var warnings = read.Warnings.Select(FileMessage.Of).ToList();
        if (read.Missing is { } missing) warnings.Add(FileMessage.Of(missing));
        if (dryRun) return TypedResults.Ok(PlanAnswer.Of(read.Spec, warnings));
        var sweep = await queries.GetAsync(await SendAsync(submission, read.Spec, cancel), cancel);
        return TypedResults.Created(
            $"/api/sweeps/{sweep.Summary.Id}", new SubmittedAnswer(SweepAnswer.Of(sweep.Summary), warnings));
    }

    private static async Task<string> SendAsync(Submission submission, SweepSpec spec, CancellationToken cancel)
    {
        try
        {
            return await submission.SubmitAsync(spec, cancel);
        }
        catch (UserErrorException refused) when (refused.InnerException is null)
        {
            throw new ConflictException(refused.Message);
        }
    }

    private static ProblemHttpResult Refuse(SweepFileResult read) => TypedResults.Problem(
        read.Errors.Length == 1
            ? read.Errors[0].ToString()
            : $"the sweep file has {read.Errors.Length} errors, see 'errors'; nothing was submitted",
        statusCode: StatusCodes.Status400BadRequest,
        extensions: [KeyValuePair.Create<string, object?>("errors", read.Errors.Select(FileMessage.Of).ToArray())]);
}
