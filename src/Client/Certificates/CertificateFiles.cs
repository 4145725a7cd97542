using Experiments.Storage.Databases;

namespace Experiments.Client.Certificates;

/// <summary>A certificate, its key and its authority as files in PEM format.</summary>
/// <param name="Certificate">The path of the certificate, followed by that of the authority.</param>
/// <param name="Key">The path of its private key, which only its owner can read.</param>
/// <param name="Authority">The path of the certificate of the authority, which clients must trust.</param>
internal sealed record CertificateFiles(string Certificate, string Key, string Authority)
{
    private const string AuthorityName = "authority";

    /// <summary>
    /// Creates a certificate and its key in a folder. The first name is that of the files. They replace those of an
    /// earlier certificate at once.
    /// </summary>
    /// <param name="folder">The folder. If it has no authority, one is created.</param>
    /// <param name="names">The names and IP addresses of the node.</param>
    /// <param name="lifetime">The time after which the certificate expires.</param>
    /// <param name="time">The clock.</param>
    /// <exception cref="UserErrorException">A name is invalid, or the files cannot be read or written.</exception>
    public static CertificateFiles Create(
        string folder, IReadOnlyList<string> names, TimeSpan lifetime, TimeProvider time)
    {
        if (names.FirstOrDefault(name => Uri.CheckHostName(name) == UriHostNameType.Unknown) is { } wrong)
            throw new UserErrorException($"'{wrong}' is no name of a host and no IP address");
        string PathOf(string name, string kind) => Path.Combine(folder, $"{name.Replace(':', '-')}.{kind}");
        var files = new CertificateFiles(
            PathOf(names[0], "pem"), PathOf(names[0], "key"), PathOf(AuthorityName, "pem"));
        try
        {
            OwnerOnly.CreateFolder(folder);
            using var authority = ReadAuthority(files.Authority, PathOf(AuthorityName, "key"), time);
            var (certificate, key) = authority.Issue(names, lifetime);
            Replace(files.Key, key);
            Replace(files.Certificate, certificate);
            return files;
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new UserErrorException($"the certificate cannot be written: {fault.Message}");
        }
    }

    private static CertificateAuthority ReadAuthority(string certificate, string key, TimeProvider time)
    {
        if (File.Exists(certificate) || File.Exists(key))
            return CertificateAuthority.Read(certificate, key, time);
        var authority = CertificateAuthority.Create(time);
        Replace(key, authority.KeyPem);
        Replace(certificate, authority.CertificatePem);
        return authority;
    }

    private static void Replace(string path, string text)
    {
        var temporary = $"{path}.{Guid.NewGuid():N}";
        using (var file = new StreamWriter(OwnerOnly.Create(temporary))) file.Write(text);
        File.Move(temporary, path, overwrite: true);
    }
}
