using System.Text.RegularExpressions;
using Experiments.Contracts.Certificates;
using Experiments.Storage.Databases;

namespace Experiments.Client.Certificates;

/// <summary>A certificate, its key and its authority as files in PEM format.</summary>
/// <param name="Certificate">The path of the certificate, followed by that of the authority.</param>
/// <param name="Key">The path of its private key, which only its owner can read.</param>
/// <param name="Authority">The path of the certificate of the authority, which clients must trust.</param>
internal sealed partial record CertificateFiles(string Certificate, string Key, string Authority)
{
    private const string AuthorityName = "authority";

    /// <summary>
    /// Creates a certificate and its key in a folder. The first name is that of the files. They replace those of an
    /// earlier certificate at once.
    /// </summary>
    /// <param name="folder">The folder. If it has no authority, one is created.</param>
    /// <param name="use">Its use: HTTPS, a node or a client.</param>
    /// <param name="names">The names and IP addresses of the node, or the one name of the client.</param>
    /// <param name="lifetime">The time after which the certificate expires.</param>
    /// <param name="time">The clock.</param>
    /// <exception cref="UserErrorException">A name is invalid, or the files cannot be read or written.</exception>
    public static CertificateFiles Create(
        string folder, CertificateUse use, IReadOnlyList<string> names, TimeSpan lifetime, TimeProvider time)
    {
        CheckNames(use, names);
        var files = new CertificateFiles(
            PathOf(folder, names[0], "pem"), PathOf(folder, names[0], "key"), PathOf(folder, AuthorityName, "pem"));
        try
        {
            OwnerOnly.CreateFolder(folder);
            using var authority = ReadAuthority(files.Authority, PathOf(folder, AuthorityName, "key"), time);
            var (certificate, key) = authority.Issue(use, names, lifetime);
            Replace(files.Key, key);
            Replace(files.Certificate, certificate);
            return files;
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new UserErrorException($"the certificate cannot be written: {fault.Message}");
        }
    }

    /// <summary>Creates an authority in a folder, and returns the path of its certificate.</summary>
    /// <exception cref="UserErrorException">The folder has one, or the files cannot be written.</exception>
    public static string CreateAuthority(string folder, TimeProvider time)
    {
        var (certificate, key) = (PathOf(folder, AuthorityName, "pem"), PathOf(folder, AuthorityName, "key"));
        if (File.Exists(certificate) || File.Exists(key))
            throw new UserErrorException(
                $"'{folder}' has an authority, and without it nobody could renew what it has signed: name another "
                + "folder with --out");
        try
        {
            OwnerOnly.CreateFolder(folder);
            ReadAuthority(certificate, key, time).Dispose();
            return certificate;
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new UserErrorException($"the authority cannot be written: {fault.Message}");
        }
    }

    private static string PathOf(string folder, string name, string kind) =>
        Path.Combine(folder, $"{name.Replace(':', '-')}.{kind}");

    private static void CheckNames(CertificateUse use, IReadOnlyList<string> names)
    {
        if (names.Count == 0)
            throw new UserErrorException(
                use == CertificateUse.Client
                    ? "name the person or program, such as 'experiments cert client ada'"
                    : "name what others reach this node by, such as 'experiments cert node node1.example 10.0.0.7'");
        if (names.Any(name => name == AuthorityName))
            throw new UserErrorException(
                $"'{AuthorityName}' is the name of the authority's files: choose another name");
        if (use == CertificateUse.Client)
        {
            if (names.Count > 1 || !ClientName().IsMatch(names[0]))
                throw new UserErrorException(
                    $"'{string.Join(' ', names)}' is no name of a client: use one word of at most 64 letters, digits "
                    + "and '.', '-', '_', '@', such as 'ada@example.org'");
        }
        else if (names.FirstOrDefault(name => Uri.CheckHostName(name) == UriHostNameType.Unknown) is { } wrong)
        {
            throw new UserErrorException($"'{wrong}' is no name of a host and no IP address");
        }
    }

    [GeneratedRegex("^[A-Za-z0-9][A-Za-z0-9._@-]{0,63}$")]
    private static partial Regex ClientName();

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
