using Microsoft.AspNetCore.Http;

namespace Experiments.Web.Answers;

/// <summary>
/// Answers requests that fail with a problem: 404 for what does not exist, 400 for what is wrong in the request, and
/// 503 if the database or the store of files cannot be used.
/// </summary>
internal sealed class ProblemAnswers(RequestDelegate next)
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
            await Problem.WriteAsync(context, status, fault.Message);
            return;
        }

        // Routing answers without a body.
        if (!context.Response.HasStarted && context.Response.StatusCode is 404 or 405)
            await Problem.WriteAsync(
                context, context.Response.StatusCode,
                $"there is no {context.Request.Method} {context.Request.Path}: see /openapi/v1.json");
    }

    private static int? StatusOf(Exception fault) => fault switch
    {
        NotFoundException => StatusCodes.Status404NotFound,
        BadHttpRequestException request => request.StatusCode,
        // What a user got wrong has no cause; what could not be read has one.
        UserErrorException { InnerException: null } => StatusCodes.Status400BadRequest,
        UserErrorException => StatusCodes.Status503ServiceUnavailable,
        _ => null,
    };
}
