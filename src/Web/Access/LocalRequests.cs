using System.Net;
using Experiments.Web.Answers;
using Microsoft.AspNetCore.Http;

namespace Experiments.Web.Access;

/// <summary>
/// Refuses requests from other machines, and those that name another host: a name that was made to resolve to this
/// machine (DNS rebinding) is no name of this machine.
/// </summary>
internal sealed class LocalRequests(RequestDelegate next)
{
    public Task InvokeAsync(HttpContext context)
    {
        var host = context.Request.Host;
        if (!IsLocal(context.Connection.RemoteIpAddress))
            return Refuse(context, "the API answers only programs on the same machine");
        return IsLocalName(host.Host)
            ? next(context)
            : Refuse(context, $"'{host}' is not a name of this machine: use localhost or 127.0.0.1");
    }

    private static bool IsLocal(IPAddress? address) => address is not null && IPAddress.IsLoopback(
        address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address);

    private static bool IsLocalName(string host) =>
        host.Equals("localhost", StringComparison.OrdinalIgnoreCase)
        || (IPAddress.TryParse(host.Trim('[', ']'), out var address) && IPAddress.IsLoopback(address));

    private static Task Refuse(HttpContext context, string why) =>
        Problem.WriteAsync(context, StatusCodes.Status403Forbidden, why);
}
