using System.Security.Cryptography;
using System.Text;
using Experiments.Storage.Clusters;
using Experiments.Web.Answers;
using Microsoft.AspNetCore.Http;

namespace Experiments.Web.Access;

/// <summary>
/// Refuses requests without the token of the database, which only those can compute who may use the database. Every
/// user of a machine can reach its loopback addresses: another one could otherwise read what trials print, and have
/// silos run programs. See docs/adr/0057.
/// </summary>
internal sealed class ApiTokens(RequestDelegate next, ClusterSecrets secrets)
{
    private const string Scheme = "Bearer ";

    private byte[]? _token;

    public async Task InvokeAsync(HttpContext context)
    {
        if (await HasTokenAsync(context))
        {
            await next(context);
            return;
        }

        context.Response.Headers.WWWAuthenticate = Scheme.Trim();
        await Problem.WriteAsync(
            context, StatusCodes.Status401Unauthorized,
            "requests need the header 'Authorization: Bearer TOKEN' with the token of the database, which 'experiments "
            + "token' prints");
    }

    private async Task<bool> HasTokenAsync(HttpContext context)
    {
        var given = context.Request.Headers.Authorization.ToString();
        if (!given.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase)) return false;
        _token ??= Encoding.UTF8.GetBytes((await secrets.ReadAsync(context.RequestAborted)).CreateApiToken());
        return CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(given[Scheme.Length..].Trim()), _token);
    }
}
