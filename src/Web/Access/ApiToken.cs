using System.Security.Cryptography;
using System.Text;
using Experiments.Storage.Clusters;
using Experiments.Web.Answers;
using Microsoft.AspNetCore.Http;

namespace Experiments.Web.Access;

/// <summary>The token of the database, and the header that it is sent in.</summary>
internal sealed class ApiToken(ClusterSecrets secrets)
{
    private const string Scheme = "Bearer ";

    private byte[]? _token;

    /// <summary>Returns the key in the header <c>Authorization</c> of a request, or null if there is none.</summary>
    public static string? GivenBy(HttpRequest request)
    {
        var given = request.Headers.Authorization.ToString();
        return given.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase) ? given[Scheme.Length..].Trim() : null;
    }

    /// <summary>
    /// Whether a key is the token, and the request comes from this machine. Whoever may use the database from elsewhere
    /// can create a token of their own, which can be revoked.
    /// </summary>
    /// <exception cref="UserErrorException">The secret of the database cannot be read.</exception>
    public async Task<bool> IsAsync(HttpContext context, string key)
    {
        if (!LocalRequests.IsLocal(context.Connection)) return false;
        _token ??= Encoding.UTF8.GetBytes((await secrets.ReadAsync(context.RequestAborted)).CreateApiToken());
        return CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(key), _token);
    }

    /// <summary>Answers that a request lacks a key that is accepted.</summary>
    public static Task RefuseAsync(HttpContext context, string why)
    {
        context.Response.Headers.WWWAuthenticate = Scheme.Trim();
        return Problem.WriteAsync(context, StatusCodes.Status401Unauthorized, why);
    }
}
