using System.ComponentModel;
using Experiments.Storage.Artifacts;
using Experiments.Storage.Checkpoints;
using Experiments.Storage.Queries;
using Experiments.Web.Access;
using Experiments.Web.Answers;
using Experiments.Web.Sweeps;
using Experiments.Web.Trials;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.Net.Http.Headers;

namespace Experiments.Web.Artifacts;

/// <summary>The files that trials' programs left.</summary>
internal static class ArtifactRoutes
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/sweeps/{sweep}/artifacts", ListAllAsync).Reads()
            .WithName("listSweepArtifacts").WithTags("artifacts")
            .WithSummary("Lists the files that the programs of all trials of a sweep left.")
            .ProducesProblem(StatusCodes.Status404NotFound);
        routes.MapGet("/sweeps/{sweep}/trials/{trial:int}/artifacts", ListAsync).Reads()
            .WithName("listArtifacts").WithTags("artifacts")
            .WithSummary("Lists the files that a trial's program left.")
            .ProducesProblem(StatusCodes.Status404NotFound);
        routes.MapGet("/sweeps/{sweep}/trials/{trial:int}/artifacts/{**path}", ReadAsync).Reads()
            .WithMetadata(new Streamed())
            .WithName("readArtifact").WithTags("artifacts")
            .WithSummary("Returns a file that a trial's program left, or a range of it.")
            .Produces(StatusCodes.Status200OK, contentType: "application/octet-stream")
            .ProducesProblem(StatusCodes.Status404NotFound)
            .ProducesProblem(StatusCodes.Status503ServiceUnavailable);
    }

    private static async Task<Ok<IReadOnlyList<ArtifactAnswer>>> ListAllAsync(
        SweepQueries queries, ArtifactQueries artifacts, string sweep, CancellationToken cancel)
    {
        var found = await queries.GetAsync(sweep, cancel);
        return Answer(await artifacts.ListAllAsync(found.Summary.Key, cancel));
    }

    private static async Task<Ok<IReadOnlyList<ArtifactAnswer>>> ListAsync(
        SweepQueries queries, ArtifactQueries artifacts, string sweep, int trial, CancellationToken cancel)
    {
        var (_, id, _) = await queries.GetTrialAsync(sweep, trial, cancel);
        return Answer(await artifacts.ListAsync(id, cancel));
    }

    private static async Task<IResult> ReadAsync(
        HttpContext context, SweepQueries queries, ArtifactQueries artifacts, CheckpointOptions options, string sweep,
        int trial, [Description("The path of the file within the trial's folder.")] string path,
        CancellationToken cancel)
    {
        var (found, id, _) = await queries.GetTrialAsync(sweep, trial, cancel);
        var file = (await artifacts.ListAsync(id, cancel)).FirstOrDefault(one => one.Path == path)
            ?? throw new NotFoundException(
                $"trial {trial} of sweep '{found.Summary.Name}' has left no file '{path}': "
                + $"/api/sweeps/{found.Summary.Id}/trials/{trial}/artifacts lists those that it has");
        var headers = context.Response.Headers;
        // What a program wrote is never a page, let alone one that may use this API.
        headers.XContentTypeOptions = "nosniff";
        headers.ContentSecurityPolicy = "sandbox; default-src 'none'";
        headers["Cross-Origin-Resource-Policy"] = "same-origin";
        headers.CacheControl = "no-cache";
        var tag = new EntityTagHeaderValue($"\"{file.Sha256}\"");
        if (EntityTags.Knows(context.Request, tag))
        {
            context.Response.GetTypedHeaders().ETag = tag;
            return TypedResults.StatusCode(StatusCodes.Status304NotModified);
        }

        return TypedResults.Stream(
            await CopyAsync(artifacts, file, options.ScratchFolder, cancel), ArtifactType.Of(path),
            Path.GetFileName(path), entityTag: tag, enableRangeProcessing: true);
    }

    /// <summary>Returns the whole file as a temporary one, so that nothing damaged is sent.</summary>
    private static async Task<FileStream> CopyAsync(
        ArtifactQueries artifacts, ArtifactSummary file, string folder, CancellationToken cancel)
    {
        var options = new FileStreamOptions
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.ReadWrite,
            Options = FileOptions.Asynchronous | FileOptions.DeleteOnClose,
        };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        var copy = new FileStream(Path.Combine(folder, $"experiments-artifact-{Guid.NewGuid():N}"), options);
        try
        {
            await artifacts.CopyAsync(file, copy, cancel);
            copy.Position = 0;
            return copy;
        }
        catch (UserErrorException fault)
        {
            await copy.DisposeAsync();
            // The store is at fault, and not the request.
            throw new UserErrorException(fault.Message, fault);
        }
        catch
        {
            await copy.DisposeAsync();
            throw;
        }
    }

    private static Ok<IReadOnlyList<ArtifactAnswer>> Answer(IReadOnlyList<ArtifactSummary> files) =>
        TypedResults.Ok<IReadOnlyList<ArtifactAnswer>>([.. files.Select(ArtifactAnswer.Of)]);
}
