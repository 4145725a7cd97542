using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using Experiments.Contracts.Certificates;

namespace Experiments.Contracts.Proofs;

/// <summary>
/// One handshake of mutual TLS, of version 1.3: the certificates that are presented, and why the other end's was
/// refused.
/// </summary>
/// <param name="certificates">The certificates of this end.</param>
public sealed class TlsHandshake(ClusterCertificates certificates)
{
    // Names are not compared, but the library wants one.
    private const string Name = "experiments";

    /// <summary>Why the other end's certificate was refused, or null.</summary>
    public string? Refused { get; private set; }

    /// <summary>Whether the handshake succeeded.</summary>
    public bool IsDone { get; private set; }

    /// <summary>Records that the handshake succeeded.</summary>
    public void Complete() => IsDone = true;

    /// <summary>Sets all options of the end that calls a silo.</summary>
    public void Configure(SslClientAuthenticationOptions options)
    {
        var loaded = certificates.Current();
        options.TargetHost = Name;
        options.ClientCertificateContext = loaded.Context;
        options.EnabledSslProtocols = SslProtocols.Tls13;
        // A resumed session would skip the certificates.
        options.AllowTlsResume = false;
        options.CertificateRevocationCheckMode = X509RevocationMode.NoCheck;
        options.CertificateChainPolicy = PeerCheck.CreatePolicy(loaded.Authorities);
        options.RemoteCertificateValidationCallback =
            (_, peer, chain, _) => Accept(peer, chain, loaded, CertificateUse.Node);
    }

    /// <summary>Sets all options of the silo that is called.</summary>
    /// <param name="options">The options.</param>
    /// <param name="purpose">The purpose of the connection, which the caller's certificate must allow.</param>
    public void Configure(SslServerAuthenticationOptions options, ConnectionPurpose purpose)
    {
        var loaded = certificates.Current();
        options.ServerCertificateSelectionCallback = null;
        options.ServerCertificateContext = loaded.Context;
        options.ClientCertificateRequired = true;
        options.EnabledSslProtocols = SslProtocols.Tls13;
        options.AllowTlsResume = false;
        options.CertificateRevocationCheckMode = X509RevocationMode.NoCheck;
        options.CertificateChainPolicy = PeerCheck.CreatePolicy(loaded.Authorities);
        var wanted = purpose == ConnectionPurpose.Silo ? CertificateUse.Node : CertificateUse.Client;
        options.RemoteCertificateValidationCallback = (_, peer, chain, _) => Accept(peer, chain, loaded, wanted);
    }

    private bool Accept(X509Certificate? peer, X509Chain? chain, LoadedCertificate loaded, CertificateUse wanted)
    {
        Refused = PeerCheck.Refuse(
            peer as X509Certificate2, chain?.ChainPolicy.ExtraStore ?? [], loaded.Authorities, wanted,
            certificates.Time.GetUtcNow());
        return Refused is null;
    }
}
