using Experiments.Web.Answers;
using Microsoft.AspNetCore.Http;

namespace Experiments.Web.Access;

/// <summary>
/// Refuses requests from web pages that a browser on this machine has loaded from elsewhere. A browser says for each
/// request whether a page of another site makes it, and names the origin of the page whenever it sends more than a
/// plain GET.
/// </summary>
internal sealed class OwnPages(RequestDelegate next)
{
    public Task InvokeAsync(HttpContext context)
    {
        var request = context.Request;
        if (request.Headers["Sec-Fetch-Site"].ToString() is not ("" or "same-origin" or "none"))
            return Refuse(context, "pages from elsewhere may not use this API");
        var origin = request.Headers.Origin.ToString();
        return origin.Length > 0 && origin != $"{request.Scheme}://{request.Host}"
            ? Refuse(context, $"pages from {origin} may not use this API")
            : next(context);
    }

    private static Task Refuse(HttpContext context, string why) =>
        Problem.WriteAsync(context, StatusCodes.Status403Forbidden, why);
}
