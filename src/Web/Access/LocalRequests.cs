using System.Net;
using Experiments.Web.Answers;
using Microsoft.AspNetCore.Http;

namespace Experiments.Web.Access;

/// <summary>
/// Refuses requests to the API from other machines, and from web pages that a browser on this machine has loaded from
/// elsewhere. A browser says for each request whether a page of another site makes it, and names the origin of the page
/// whenever it sends more than a plain GET. A host name that was made to resolve to this machine (DNS rebinding) is no
/// name of this machine. What is more than a GET must come from a program of the silo's own user: a sweep runs programs
/// with the rights of that user.
/// </summary>
internal sealed class LocalRequests(RequestDelegate next)
{
    public Task InvokeAsync(HttpContext context)
    {
        var request = context.Request;
        if (!IsLocal(context.Connection.RemoteIpAddress))
            return Refuse(context, "the API answers only programs on the same machine");
        if (!IsLocalName(request.Host.Host))
            return Refuse(context, $"'{request.Host}' is not a name of this machine: use localhost or 127.0.0.1");
        if (request.Headers["Sec-Fetch-Site"].ToString() is not ("" or "same-origin" or "none"))
            return Refuse(context, "pages from elsewhere may not use this API");
        var origin = request.Headers.Origin.ToString();
        if (origin.Length > 0 && origin != $"{request.Scheme}://{request.Host}")
            return Refuse(context, $"pages from {origin} may not use this API");
        return HttpMethods.IsGet(request.Method) || ConnectingUser.MayChange(context.Connection)
            ? next(context)
            : Refuse(context, "only programs of the user that runs the silo, or of root, may change anything");
    }

    private static bool IsLocal(IPAddress? address) => address is not null && IPAddress.IsLoopback(
        address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address);

    private static bool IsLocalName(string host) =>
        host.Equals("localhost", StringComparison.OrdinalIgnoreCase)
        || (IPAddress.TryParse(host.Trim('[', ']'), out var address) && IPAddress.IsLoopback(address));

    private static Task Refuse(HttpContext context, string why) =>
        Problem.WriteAsync(context, StatusCodes.Status403Forbidden, why);
}
