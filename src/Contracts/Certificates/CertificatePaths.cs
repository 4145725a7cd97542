namespace Experiments.Contracts.Certificates;

/// <summary>
/// The files, in PEM format, with which the members of a cluster recognize each other by TLS. See docs/adr/0072.
/// </summary>
/// <param name="Authority">The file of the certificates of one or more authorities, which are trusted.</param>
/// <param name="Certificate">The file of this member's certificate, followed by those that signed it.</param>
/// <param name="Key">The file of the certificate's private key.</param>
public sealed record CertificatePaths(string Authority, string Certificate, string Key)
{
    /// <summary>The variable that names <see cref="Authority"/>.</summary>
    public const string AuthorityVariable = "EXPERIMENTS_TLS_AUTHORITY";

    /// <summary>The variable that names <see cref="Certificate"/>.</summary>
    public const string CertificateVariable = "EXPERIMENTS_TLS_CERTIFICATE";

    /// <summary>The variable that names <see cref="Key"/>.</summary>
    public const string KeyVariable = "EXPERIMENTS_TLS_KEY";

    /// <summary>Reads the paths from environment variables. Returns null if none is set.</summary>
    /// <param name="environment">Returns the value of a variable, or null.</param>
    /// <exception cref="UserErrorException">Some are set, and not all.</exception>
    public static CertificatePaths? FromEnvironment(Func<string, string?> environment)
    {
        string[] names = [AuthorityVariable, CertificateVariable, KeyVariable];
        var paths = Array.ConvertAll(names, name => environment(name) is { Length: > 0 } path ? path : null);
        if (paths.All(path => path is null)) return null;
        var missing = names.Where((_, index) => paths[index] is null).ToArray();
        if (missing.Length > 0)
            throw new UserErrorException(
                $"{string.Join(", ", names)} belong together, but {string.Join(" and ", missing)} "
                + $"{(missing.Length == 1 ? "is" : "are")} not set: set it to a file that 'experiments cert' creates");
        return new CertificatePaths(paths[0]!, paths[1]!, paths[2]!);
    }
}
