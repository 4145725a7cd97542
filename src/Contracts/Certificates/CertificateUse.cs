using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Experiments.Contracts.Certificates;

/// <summary>What a certificate may be used for.</summary>
public enum CertificateUse
{
    /// <summary>Nothing in a cluster.</summary>
    None,

    /// <summary>It signs other certificates.</summary>
    Authority,

    /// <summary>HTTPS only: its holder cannot take part in a cluster.</summary>
    Https,

    /// <summary>A client of a cluster, which calls silos and cannot pass for one.</summary>
    Client,

    /// <summary>A silo of a cluster, or a client.</summary>
    Node,
}

/// <summary>
/// Reads what a certificate says of itself. The uses are those of RFC 5280, 4.2.1.12: a silo, which calls others and is
/// called, needs those of a server and of a client.
/// </summary>
public static class CertificateUses
{
    /// <summary>The object identifier of authentication as a server.</summary>
    public const string ServerAuthentication = "1.3.6.1.5.5.7.3.1";

    /// <summary>The object identifier of authentication as a client.</summary>
    public const string ClientAuthentication = "1.3.6.1.5.5.7.3.2";

    private const int LongestName = 64;

    /// <summary>
    /// Returns what a certificate may be used for. One that names no uses, which TLS would allow all, has none here.
    /// </summary>
    public static CertificateUse UseOf(this X509Certificate2 certificate)
    {
        if (certificate.Extensions.OfType<X509BasicConstraintsExtension>().Any(basic => basic.CertificateAuthority))
            return CertificateUse.Authority;
        var uses = certificate.Extensions.OfType<X509EnhancedKeyUsageExtension>()
            .SelectMany(extension => extension.EnhancedKeyUsages.Cast<Oid>()).Select(use => use.Value).ToHashSet();
        return (uses.Contains(ServerAuthentication), uses.Contains(ClientAuthentication)) switch
        {
            (true, true) => CertificateUse.Node,
            (false, true) => CertificateUse.Client,
            (true, false) => CertificateUse.Https,
            _ => CertificateUse.None,
        };
    }

    /// <summary>Returns the name of the holder, shortened: a stranger may have chosen it.</summary>
    public static string NameOf(this X509Certificate2 certificate)
    {
        var name = certificate.GetNameInfo(X509NameType.SimpleName, forIssuer: false);
        return name.Length <= LongestName ? name : name[..LongestName] + "…";
    }

    /// <summary>Returns when a certificate begins to be valid.</summary>
    public static DateTimeOffset BeginOf(this X509Certificate2 certificate) => certificate.NotBefore;

    /// <summary>Returns when a certificate ends.</summary>
    public static DateTimeOffset EndOf(this X509Certificate2 certificate) => certificate.NotAfter;
}
