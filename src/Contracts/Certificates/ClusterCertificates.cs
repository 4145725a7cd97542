using System.Security.Cryptography;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Experiments.Contracts.Certificates;

/// <summary>
/// The certificates of a member of a cluster. The files are read for each connection, so that renewed ones are used
/// without a restart. Files that cannot be used, because they are just being replaced or do not belong together, leave
/// the last ones in place.
/// </summary>
public sealed partial class ClusterCertificates
{
    private readonly ILogger _log;
    private readonly Lock _gate = new();
    private (string, string, string) _from;
    private string? _refused;
    private LoadedCertificate _loaded;

    /// <summary>Reads the files.</summary>
    /// <param name="paths">The files.</param>
    /// <param name="time">The clock that decides whether certificates are valid.</param>
    /// <param name="log">Where renewed files, and those that cannot be used, are reported.</param>
    /// <exception cref="UserErrorException">The files cannot be used.</exception>
    public ClusterCertificates(CertificatePaths paths, TimeProvider time, ILogger<ClusterCertificates> log)
    {
        (Paths, Time, _log) = (paths, time, log);
        try
        {
            _from = Read();
            _loaded = LoadedCertificate.FromPem(_from.Item1, _from.Item2, _from.Item3);
        }
        catch (Exception fault) when (IsOfFiles(fault))
        {
            throw new UserErrorException(
                $"'{paths.Certificate}' and '{paths.Key}' are no certificate with its private key, or '"
                + $"{paths.Authority}' is no authority, in PEM format: {fault.Message}; see "
                + $"{CertificatePaths.AuthorityVariable}, {CertificatePaths.CertificateVariable} and "
                + CertificatePaths.KeyVariable);
        }
    }

    /// <summary>
    /// Reads the files that environment variables name. Returns null if they name none: connections then have only
    /// their proof.
    /// </summary>
    /// <exception cref="UserErrorException">The files cannot be used, or only some are named.</exception>
    public static ClusterCertificates? FromEnvironment(
        Func<string, string?> environment, TimeProvider time, ILogger<ClusterCertificates>? log = null) =>
        CertificatePaths.FromEnvironment(environment) is { } paths
            ? new ClusterCertificates(paths, time, log ?? NullLogger<ClusterCertificates>.Instance)
            : null;

    /// <summary>The files.</summary>
    public CertificatePaths Paths { get; }

    /// <summary>The clock.</summary>
    public TimeProvider Time { get; }

    /// <summary>Returns what the files contain now, or what they last contained that can be used.</summary>
    public LoadedCertificate Current()
    {
        lock (_gate)
        {
            try
            {
                var read = Read();
                if (read == _from) return _loaded;
                _loaded = LoadedCertificate.FromPem(read.Item1, read.Item2, read.Item3);
                (_from, _refused) = (read, null);
                LogRenewed(Paths.Certificate, _loaded.Own.NameOf(), PeerCheck.Format(_loaded.Own.EndOf()));
            }
            catch (Exception fault) when (IsOfFiles(fault))
            {
                // Each connection reads them again.
                if (_refused != fault.Message) LogRefused(Paths.Authority, Paths.Certificate, Paths.Key, fault.Message);
                _refused = fault.Message;
            }

            return _loaded;
        }
    }

    /// <summary>Checks that this process' own certificate can be used.</summary>
    /// <param name="wanted">What this process is: a node, or a client.</param>
    /// <exception cref="UserErrorException">It is for another use, or has expired.</exception>
    public void EnsureUsable(CertificateUse wanted)
    {
        if (PeerCheck.RefuseOwn(Current().Own, Paths.Certificate, wanted, Time.GetUtcNow()) is { } wrong)
            throw new UserErrorException(wrong);
    }

    private (string, string, string) Read() =>
        (File.ReadAllText(Paths.Authority), File.ReadAllText(Paths.Certificate), File.ReadAllText(Paths.Key));

    private static bool IsOfFiles(Exception fault) =>
        fault is IOException or UnauthorizedAccessException or CryptographicException or ArgumentException;

    [LoggerMessage(
        1, LogLevel.Information,
        "New connections use the renewed files of '{Certificate}': the certificate '{Name}', which ends on {End}.")]
    private partial void LogRenewed(string certificate, string name, string end);

    [LoggerMessage(
        2, LogLevel.Warning,
        "The last certificates are still used, since '{Authority}', '{Certificate}' and '{Key}' cannot be: {Why}")]
    private partial void LogRefused(string authority, string certificate, string key, string why);
}
