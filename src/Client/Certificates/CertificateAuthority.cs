using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Experiments.Contracts.Certificates;

namespace Experiments.Client.Certificates;

/// <summary>An authority that signs certificates. Keys are on the curve P-256.</summary>
internal sealed class CertificateAuthority : IDisposable
{
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
        var now = time.GetUtcNow();
        // The two of a rotation are told apart by their time.
        var created = now.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);
        var request = new CertificateRequest($"CN=Experiments {created}", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, true, 0, true));
        request.CertificateExtensions.Add(
            new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign | X509KeyUsageFlags.CrlSign, true));
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, false));
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
    /// <param name="use">Its use: HTTPS, a node or a client.</param>
    /// <param name="names">Names and IP addresses of the node, or the name of the client.</param>
    /// <param name="lifetime">The time after which it expires.</param>
    /// <returns>The certificate, followed by that of the authority, and its key, in PEM format.</returns>
    public (string Certificate, string Key) Issue(
        CertificateUse use, IReadOnlyList<string> names, TimeSpan lifetime)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var subject = new X500DistinguishedNameBuilder();
        subject.AddCommonName(names[0]);
        var request = new CertificateRequest(subject.Build(), key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(false, false, 0, true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.DigitalSignature, true));
        request.CertificateExtensions.Add(
            new X509EnhancedKeyUsageExtension([.. UsesOf(use).Select(each => new Oid(each))], false));
        request.CertificateExtensions.Add(
            X509AuthorityKeyIdentifierExtension.CreateFromCertificate(_certificate, true, false));
        if (use != CertificateUse.Client) request.CertificateExtensions.Add(Alternatives(names));
        var now = _time.GetUtcNow();
        var end = now + lifetime;
        using var signed = request.Create(
            _certificate, now - Leeway, end < _certificate.NotAfter ? end : _certificate.NotAfter,
            RandomNumberGenerator.GetBytes(SerialBytes));
        return (signed.ExportCertificatePem() + "\n" + CertificatePem, key.ExportPkcs8PrivateKeyPem() + "\n");
    }

    private static string[] UsesOf(CertificateUse use) => use switch
    {
        CertificateUse.Https => [CertificateUses.ServerAuthentication],
        CertificateUse.Client => [CertificateUses.ClientAuthentication],
        CertificateUse.Node => [CertificateUses.ServerAuthentication, CertificateUses.ClientAuthentication],
        _ => throw new ArgumentOutOfRangeException(nameof(use)),
    };

    private static X509Extension Alternatives(IReadOnlyList<string> names)
    {
        var alternatives = new SubjectAlternativeNameBuilder();
        foreach (var name in names)
        {
            if (IPAddress.TryParse(name, out var address)) alternatives.AddIpAddress(address);
            else alternatives.AddDnsName(name);
        }

        return alternatives.Build();
    }

    public void Dispose() => _certificate.Dispose();
}
