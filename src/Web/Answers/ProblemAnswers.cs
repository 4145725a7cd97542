using System.Text.Json;
using System.Text.RegularExpressions;
using Experiments.Changes.Clusters;
using Experiments.Contracts.Faults;
using Experiments.SweepFiles;
using Microsoft.AspNetCore.Http;

namespace Experiments.Web.Answers;

/// <summary>
/// Answers requests that fail with a problem: 404 for what does not exist, 400 for what is wrong in the request, 403
/// for what the caller may not do, 409 for what the present state does not allow, 500 for a fault inside the cluster,
/// and 503 if the database, the store of files or the cluster cannot be used.
/// </summary>
internal sealed partial class ProblemAnswers(RequestDelegate next)
{
    public async Task InvokeAsync(HttpContext context)
    {
        try
        {
            await next(context);
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
        }
        catch (Exception fault) when (!context.Response.HasStarted && StatusOf(fault) is { } status)
        {
            await Problem.WriteAsync(context, status, DetailOf(fault));
            return;
        }

        // Routing answers without a body.
        if (context.Response.HasStarted) return;
        if (context.Response.StatusCode is 404 or 405)
            await Problem.WriteAsync(
                context, context.Response.StatusCode,
                $"there is no {context.Request.Method} {context.Request.Path}: see /openapi/v1.json");
        else if (context.Response.StatusCode == StatusCodes.Status415UnsupportedMediaType)
            await Problem.WriteAsync(
                context, context.Response.StatusCode,
                $"this request does not take content of the type '{context.Request.ContentType}': see "
                + "/openapi/v1.json");
    }

    private static string DetailOf(Exception fault) => fault switch
    {
        BadHttpRequestException { StatusCode: StatusCodes.Status413PayloadTooLarge } =>
            $"the content of a request may have up to {SweepFile.MaxBytes >> 20} MiB",
        BadHttpRequestException request when Unbound().Match(request.Message) is { Success: true } unbound =>
            $"'{JsonNamingPolicy.SnakeCaseLower.ConvertName(unbound.Groups["name"].Value)}' cannot be "
            + $"'{Causes.Shorten(unbound.Groups["value"].Value)}'",
        _ => ClusterFaults.Explain(fault) ?? fault.Message,
    };

    private static int? StatusOf(Exception fault) => fault switch
    {
        NotFoundException => StatusCodes.Status404NotFound,
        ConflictException => StatusCodes.Status409Conflict,
        ForbiddenException => StatusCodes.Status403Forbidden,
        BadHttpRequestException request => request.StatusCode,
        // What a user got wrong has no cause; what could not be read has one.
        UserErrorException { InnerException: null } => StatusCodes.Status400BadRequest,
        UserErrorException => StatusCodes.Status503ServiceUnavailable,
        ClusterFaultException => StatusCodes.Status500InternalServerError,
        _ when ClusterFaults.Explain(fault) is not null => StatusCodes.Status503ServiceUnavailable,
        _ => null,
    };

    // The framework names types and parameters as in the code.
    [GeneratedRegex("""^Failed to bind parameter "\S+ (?<name>\w+)" from "(?<value>.*)"\.$""", RegexOptions.Singleline)]
    private static partial Regex Unbound();
}
