using Microsoft.AspNetCore.Http;

namespace Experiments.Web.Answers;

/// <summary>Errors as answers of the type <c>application/problem+json</c> (RFC 9457).</summary>
internal static class Problem
{
    /// <summary>Writes an error.</summary>
    /// <param name="context">The request.</param>
    /// <param name="status">The status code.</param>
    /// <param name="detail">What is wrong, and what to do, in one sentence.</param>
    public static Task WriteAsync(HttpContext context, int status, string detail) =>
        TypedResults.Problem(detail, statusCode: status).ExecuteAsync(context);
}
