using System.Net;

namespace Experiments.ApiClient.Connecting;

/// <summary>Checks where requests, and the token with each of them, are to be sent.</summary>
internal static class ServerAddress
{
    /// <summary>Reads the address of an API.</summary>
    /// <returns>The address, which ends with a slash.</returns>
    /// <exception cref="UserErrorException">
    /// It is no address, or would send the token unencrypted to another machine.
    /// </exception>
    public static Uri Read(string text)
    {
        if (!Uri.TryCreate(text.Trim(), UriKind.Absolute, out var url)
            || (url.Scheme != Uri.UriSchemeHttp && url.Scheme != Uri.UriSchemeHttps) || url.Host.Length == 0
            || url.UserInfo.Length > 0 || url.Query.Length > 0 || url.Fragment.Length > 0)
            throw new UserErrorException(
                $"'{Shown(url, text)}' is no address of an API: write one such as https://node.example:9443, without "
                + "more");
        if (url.Scheme == Uri.UriSchemeHttp && !IsHere(url.Host))
            throw new UserErrorException(
                $"'{text}' would send the token unencrypted to another machine, which refuses it: use https");
        return new Uri(url.GetLeftPart(UriPartial.Path).TrimEnd('/') + '/');
    }

    /// <summary>Returns the token, without the line end that files have.</summary>
    /// <exception cref="UserErrorException">It can be no token.</exception>
    public static string CheckToken(string token)
    {
        var trimmed = token.Trim();
        return trimmed.Length > 0 && trimmed.All(character => character is > ' ' and <= '~')
            ? trimmed
            : throw new UserErrorException(
                "the token is empty, or has characters that no token has: it is what 'experiments token create' "
                + "prints");
    }

    // A password in an address is not repeated.
    private static string Shown(Uri? url, string text) => url is { UserInfo.Length: > 0 } ? url.Host : text;

    private static bool IsHere(string host) =>
        host == "localhost"
        || (IPAddress.TryParse(host.Trim('[', ']'), out var address) && IPAddress.IsLoopback(address));
}
