using System.Globalization;
using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Experiments.ApiClient.Connecting;

/// <summary>Whose certificates are believed.</summary>
internal static class Trust
{
    private const string GiveAuthority =
        "name the file of its authority's certificate, such as authority.pem of 'experiments cert', with 'experiments "
        + "login URL --authority FILE', in EXPERIMENTS_AUTHORITY, or as 'authority'";

    /// <summary>Returns the settings of connections.</summary>
    /// <param name="url">The address of the server, for messages.</param>
    /// <param name="authority">
    /// The file of the only authorities that are believed, in PEM format, or null for those of the system.
    /// </param>
    /// <exception cref="UserErrorException">The file cannot be read.</exception>
    public static SslClientAuthenticationOptions Create(Uri url, string? authority) => new()
    {
        CertificateChainPolicy = authority is null ? null : PolicyOf(authority),
        RemoteCertificateValidationCallback = (_, certificate, chain, errors) => errors == SslPolicyErrors.None
            ? true
            : throw new CertificateRefusedException(Explain(url, certificate, chain, errors)),
    };

    private static X509ChainPolicy PolicyOf(string authority)
    {
        var policy = new X509ChainPolicy
        {
            TrustMode = X509ChainTrustMode.CustomRootTrust,
            RevocationMode = X509RevocationMode.NoCheck,
        };
        try
        {
            policy.CustomTrustStore.ImportFromPemFile(authority);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException or CryptographicException)
        {
            throw new UserErrorException(
                $"'{authority}' is no certificate of an authority in PEM format: {fault.Message}");
        }

        return policy.CustomTrustStore.Count > 0
            ? policy
            : throw new UserErrorException($"'{authority}' has no certificate of an authority in PEM format");
    }

    private static string Explain(
        Uri url, X509Certificate? certificate, X509Chain? chain, SslPolicyErrors errors)
    {
        var server = url.GetLeftPart(UriPartial.Authority);
        if (certificate is null || errors.HasFlag(SslPolicyErrors.RemoteCertificateNotAvailable))
            return $"{server} shows no certificate: use the port of 'serve --https-port'";
        var invalid = chain?.ChainElements.FirstOrDefault(element => Has(element, X509ChainStatusFlags.NotTimeValid));
        if (invalid is not null)
        {
            var whose = invalid == chain!.ChainElements[0] ? $"the certificate of {server}" : "that of its authority";
            return $"{whose} is valid from {Day(invalid.Certificate.NotBefore)} to "
                + $"{Day(invalid.Certificate.NotAfter)} only: whoever runs the server renews it with 'experiments "
                + "cert'";
        }

        if (errors.HasFlag(SslPolicyErrors.RemoteCertificateChainErrors))
            return $"the certificate of {server} is not from an authority that is trusted: {GiveAuthority}";
        return $"the certificate of {server} is for another name: use a name or an address that it was created for";
    }

    private static bool Has(X509ChainElement element, X509ChainStatusFlags flag) =>
        element.ChainElementStatus.Any(status => status.Status.HasFlag(flag));

    private static string Day(DateTime time) => time.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}

/// <summary>A certificate that is not believed. The message is a sentence that says what to do.</summary>
internal sealed class CertificateRefusedException(string message) : AuthenticationException(message);
