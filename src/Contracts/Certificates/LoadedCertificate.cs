using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Experiments.Contracts.Certificates;

/// <summary>What the files of a <see cref="CertificatePaths"/> contain.</summary>
/// <param name="Own">This member's certificate with its private key.</param>
/// <param name="Context">The certificate as TLS uses it.</param>
/// <param name="Authorities">The authorities that are trusted.</param>
public sealed record LoadedCertificate(
    X509Certificate2 Own, SslStreamCertificateContext Context, X509Certificate2Collection Authorities)
{
    /// <summary>Creates it from texts in PEM format.</summary>
    /// <exception cref="CryptographicException">The texts contain something else, or do not belong
    /// together.</exception>
    internal static LoadedCertificate FromPem(string authority, string certificate, string key)
    {
        var authorities = new X509Certificate2Collection();
        authorities.ImportFromPem(authority);
        if (authorities.Count == 0) throw new CryptographicException("the file of the authority has no certificate");
        var own = X509Certificate2.CreateFromPem(certificate, key);
        var chain = new X509Certificate2Collection();
        chain.ImportFromPem(certificate);
        chain.RemoveAt(0);
        return new LoadedCertificate(own, SslStreamCertificateContext.Create(own, chain, offline: true), authorities);
    }
}
