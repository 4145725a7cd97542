using System.Net;
using Experiments.Web.Answers;
using Microsoft.AspNetCore.Http;

namespace Experiments.Web.Access;

/// <summary>
/// Refuses requests without encryption from other machines, and those that name another host: a name that was made to
/// resolve to this machine (DNS rebinding) is no name of this machine. With HTTPS the certificate proves the name.
/// </summary>
internal sealed class LocalRequests(RequestDelegate next)
{
    public Task InvokeAsync(HttpContext context)
    {
        if (context.Request.IsHttps) return next(context);
        var host = context.Request.Host;
        if (!IsLocal(context.Connection))
            return Refuse(
                context,
                "without HTTPS the API answers only programs on the same machine; 'experiments serve --https-port' "
                + "serves other machines");
        return IsLocalName(host.Host)
            ? next(context)
            : Refuse(context, $"'{host}' is not a name of this machine: use localhost or 127.0.0.1");
    }

    /// <summary>Whether the other end of a connection is on this machine.</summary>
    public static bool IsLocal(ConnectionInfo connection) =>
        connection.RemoteIpAddress is { } address
        && IPAddress.IsLoopback(address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address);

    private static bool IsLocalName(string host) =>
        host.Equals("localhost", StringComparison.OrdinalIgnoreCase)
        || (IPAddress.TryParse(host.Trim('[', ']'), out var address) && IPAddress.IsLoopback(address));

    private static Task Refuse(HttpContext context, string why) =>
        Problem.WriteAsync(context, StatusCodes.Status403Forbidden, why);
}
