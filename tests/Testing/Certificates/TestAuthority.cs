using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Experiments.Testing.Certificates;

/// <summary>An authority that signs any certificate: also expired ones, and for any uses.</summary>
public sealed class TestAuthority : IDisposable
{
    /// <summary>The uses of a silo.</summary>
    public static readonly string[] Node = ["1.3.6.1.5.5.7.3.1", "1.3.6.1.5.5.7.3.2"];

    /// <summary>The use of a client.</summary>
    public static readonly string[] Client = ["1.3.6.1.5.5.7.3.2"];

    /// <summary>The use of HTTPS.</summary>
    public static readonly string[] Https = ["1.3.6.1.5.5.7.3.1"];

    private TestAuthority(X509Certificate2 certificate) => Certificate = certificate;

    /// <summary>The certificate, with its key.</summary>
    public X509Certificate2 Certificate { get; }

    /// <summary>Creates an authority that is valid from 2000 to 2100.</summary>
    public static TestAuthority Create(string name)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, false));
        return new TestAuthority(request.CreateSelfSigned(
            new DateTimeOffset(2000, 1, 1, 0, 0, 0, TimeSpan.Zero),
            new DateTimeOffset(2100, 1, 1, 0, 0, 0, TimeSpan.Zero)));
    }

    /// <summary>Reads the authority that <c>experiments cert</c> created in a folder.</summary>
    public static TestAuthority Read(string folder) => new(
        X509Certificate2.CreateFromPemFile(
            Path.Combine(folder, "authority.pem"), Path.Combine(folder, "authority.key")));

    /// <summary>Signs a certificate for a new key.</summary>
    public X509Certificate2 Issue(string name, string[] uses, DateTimeOffset begin, DateTimeOffset end)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var signed = Request(name, uses, key).Create(
            Certificate.SubjectName, X509SignatureGenerator.CreateForECDsa(Certificate.GetECDsaPrivateKey()!), begin,
            end, RandomNumberGenerator.GetBytes(8));
        return signed.CopyWithPrivateKey(key);
    }

    /// <summary>Returns a certificate that nobody but its holder has signed.</summary>
    public static X509Certificate2 SelfSigned(string name, string[] uses, DateTimeOffset begin, DateTimeOffset end)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        return Request(name, uses, key).CreateSelfSigned(begin, end);
    }

    /// <summary>Writes a certificate and its key in PEM format, as <c>PATH.pem</c> and <c>PATH.key</c>.</summary>
    public static void Write(X509Certificate2 certificate, string path)
    {
        File.WriteAllText($"{path}.key", certificate.GetECDsaPrivateKey()!.ExportPkcs8PrivateKeyPem());
        File.WriteAllText($"{path}.pem", certificate.ExportCertificatePem());
    }

    public void Dispose() => Certificate.Dispose();

    private static CertificateRequest Request(string name, string[] uses, ECDsa key)
    {
        var request = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256);
        if (uses.Length > 0)
            request.CertificateExtensions.Add(
                new X509EnhancedKeyUsageExtension([.. uses.Select(use => new Oid(use))], false));
        return request;
    }
}
