using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Experiments.Client.Certificates;

/// <summary>An authority that signs the certificates of nodes. Keys are on the curve P-256.</summary>
internal sealed class CertificateAuthority : IDisposable
{
    private const string ServerAuthentication = "1.3.6.1.5.5.7.3.1";
    private const int SerialBytes = 16;
    private static readonly TimeSpan Lifetime = TimeSpan.FromDays(3_650);
    // Clocks of other machines may be slow.
    private static readonly TimeSpan Leeway = TimeSpan.FromHours(1);

    private readonly X509Certificate2 _certificate;
    private readonly TimeProvider _time;

    private CertificateAuthority(X509Certificate2 certificate, TimeProvider time) =>
        (_certificate, _time) = (certificate, time);

    /// <summary>The certificate in PEM format.</summary>
    public string CertificatePem => _certificate.ExportCertificatePem() + "\n";

    /// <summary>The private key in PEM format.</summary>
    public string KeyPem
    {
        get
        {
            using var key = _certificate.GetECDsaPrivateKey()!;
            return key.ExportPkcs8PrivateKeyPem() + "\n";
        }
    }

    /// <summary>Creates an authority that is valid for ten years.</summary>
    public static CertificateAuthority Create(TimeProvider time)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=Experiments", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, true, 0, true));
        request.CertificateExtensions.Add(
            new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign | X509KeyUsageFlags.CrlSign, true));
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, false));
        var now = time.GetUtcNow();
        return new CertificateAuthority(request.CreateSelfSigned(now - Leeway, now + Lifetime), time);
    }

    /// <summary>Reads an authority from files in PEM format.</summary>
    /// <exception cref="UserErrorException">The files do not contain one.</exception>
    /// <exception cref="IOException">The files cannot be read.</exception>
    public static CertificateAuthority Read(string certificate, string key, TimeProvider time)
    {
        try
        {
            return new CertificateAuthority(X509Certificate2.CreateFromPemFile(certificate, key), time);
        }
        catch (CryptographicException fault)
        {
            throw new UserErrorException(
                $"'{certificate}' and '{key}' are no authority with its private key: {fault.Message}");
        }
    }

    /// <summary>Signs a certificate for a new key.</summary>
    /// <param name="names">Names and IP addresses of the node.</param>
    /// <param name="lifetime">The time after which it expires.</param>
    /// <returns>The certificate, followed by that of the authority, and its key, in PEM format.</returns>
    public (string Certificate, string Key) Issue(IReadOnlyList<string> names, TimeSpan lifetime)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var subject = new X500DistinguishedNameBuilder();
        subject.AddCommonName(names[0]);
        var request = new CertificateRequest(subject.Build(), key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(false, false, 0, true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.DigitalSignature, true));
        request.CertificateExtensions.Add(
            new X509EnhancedKeyUsageExtension([new Oid(ServerAuthentication)], false));
        request.CertificateExtensions.Add(
            X509AuthorityKeyIdentifierExtension.CreateFromCertificate(_certificate, true, false));
        var alternatives = new SubjectAlternativeNameBuilder();
        foreach (var name in names)
        {
            if (IPAddress.TryParse(name, out var address)) alternatives.AddIpAddress(address);
            else alternatives.AddDnsName(name);
        }

        request.CertificateExtensions.Add(alternatives.Build());
        var now = _time.GetUtcNow();
        var end = now + lifetime;
        using var signed = request.Create(
            _certificate, now - Leeway, end < _certificate.NotAfter ? end : _certificate.NotAfter,
            RandomNumberGenerator.GetBytes(SerialBytes));
        return (signed.ExportCertificatePem() + "\n" + CertificatePem, key.ExportPkcs8PrivateKeyPem() + "\n");
    }

    public void Dispose() => _certificate.Dispose();
}
