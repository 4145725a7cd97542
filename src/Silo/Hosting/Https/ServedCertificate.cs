using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Server.Kestrel.Https;

namespace Experiments.Silo.Hosting.Https;

/// <summary>
/// The certificate that HTTPS is served with, from files in PEM format. They are read for each new connection, so that
/// a renewed certificate is used without a restart. Files that cannot be used, because they are just being replaced or
/// do not belong together, leave the last certificate in place.
/// </summary>
internal sealed partial class ServedCertificate
{
    private readonly string _certificate;
    private readonly string _key;
    private readonly ILogger<ServedCertificate> _log;
    private volatile Loaded _loaded;

    /// <summary>Reads the certificate.</summary>
    /// <param name="certificate">The file of the certificate, followed by those that signed it.</param>
    /// <param name="key">The file of its private key.</param>
    /// <param name="log">Where a renewed certificate that cannot be used is reported.</param>
    /// <exception cref="UserErrorException">The files cannot be used.</exception>
    public ServedCertificate(string certificate, string key, ILogger<ServedCertificate> log)
    {
        (_certificate, _key, _log) = (certificate, key, log);
        try
        {
            _loaded = Load(Read());
        }
        catch (Exception fault) when (IsOfFiles(fault))
        {
            throw new UserErrorException(
                $"'{certificate}' and '{key}' are no certificate with its private key in PEM format: {fault.Message}");
        }
    }

    /// <summary>The options with which Kestrel uses it.</summary>
    public TlsHandshakeCallbackOptions Options => new()
    {
        OnConnection = _ => ValueTask.FromResult(
            new SslServerAuthenticationOptions { ServerCertificateContext = Current() }),
    };

    private SslStreamCertificateContext Current()
    {
        var last = _loaded;
        try
        {
            var read = Read();
            if (read == last.From || read == last.Refused) return last.Context;
            try
            {
                _loaded = last = Load(read);
                LogRenewed(_certificate);
            }
            catch (CryptographicException fault)
            {
                _loaded = last with { Refused = read };
                LogRefused(_certificate, _key, fault.Message);
            }
        }
        catch (Exception fault) when (IsOfFiles(fault))
        {
            LogRefused(_certificate, _key, fault.Message);
        }

        return last.Context;
    }

    private (string Certificate, string Key) Read() => (File.ReadAllText(_certificate), File.ReadAllText(_key));

    private static Loaded Load((string Certificate, string Key) from)
    {
        var own = X509Certificate2.CreateFromPem(from.Certificate, from.Key);
        var chain = new X509Certificate2Collection();
        chain.ImportFromPem(from.Certificate);
        chain.RemoveAt(0);
        return new Loaded(from, SslStreamCertificateContext.Create(own, chain, offline: true), null);
    }

    private static bool IsOfFiles(Exception fault) =>
        fault is IOException or UnauthorizedAccessException or CryptographicException;

    private sealed record Loaded(
        (string, string) From, SslStreamCertificateContext Context, (string, string)? Refused);

    [LoggerMessage(1, LogLevel.Information, "HTTPS is served with the renewed certificate '{Certificate}'.")]
    private partial void LogRenewed(string certificate);

    [LoggerMessage(
        2, LogLevel.Warning,
        "HTTPS is still served with the last certificate: '{Certificate}' and '{Key}' cannot be used. {Why}")]
    private partial void LogRefused(string certificate, string key, string why);
}
