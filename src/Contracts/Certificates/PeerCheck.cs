using System.Globalization;
using System.Security.Cryptography.X509Certificates;

namespace Experiments.Contracts.Certificates;

/// <summary>Decides whether the certificate of the other end of a connection is believed.</summary>
public static class PeerCheck
{
    private const string Remedy = "create a new one with 'experiments cert'";

    /// <summary>Returns why a certificate is refused, as the end of a sentence about its holder, or null.</summary>
    /// <param name="certificate">The certificate, or null if the other end presented none.</param>
    /// <param name="sent">Other certificates that the other end sent, which may lead to an authority.</param>
    /// <param name="authorities">The authorities that are trusted.</param>
    /// <param name="wanted">What the other end must be: a client, which a node may be too, or a node.</param>
    /// <param name="now">The current time.</param>
    /// <remarks>
    /// The signatures come first, so that no other words of a stranger are believed. Names are not compared: the proof
    /// of the database's secret, which follows within TLS, contains the address that was called.
    /// </remarks>
    public static string? Refuse(
        X509Certificate2? certificate, X509Certificate2Collection sent, X509Certificate2Collection authorities,
        CertificateUse wanted, DateTimeOffset now)
    {
        if (certificate is null) return "presented no certificate";
        using var chain = new X509Chain();
        chain.ChainPolicy = CreatePolicy(authorities);
        chain.ChainPolicy.ExtraStore.AddRange(sent);
        chain.ChainPolicy.VerificationFlags = X509VerificationFlags.IgnoreNotTimeValid;
        try
        {
            if (!chain.Build(certificate))
                return $"presented the certificate '{certificate.NameOf()}', which no trusted authority has signed";
            if (chain.ChainElements.Select(element => element.Certificate).Select(each => Outdated(each, now))
                .FirstOrDefault(wrong => wrong is not null) is { } outdated)
                return $"presented the certificate '{certificate.NameOf()}', {outdated}";
        }
        finally
        {
            foreach (var element in chain.ChainElements) element.Certificate.Dispose();
        }

        return certificate.UseOf() is var use && (use == wanted || use == CertificateUse.Node)
            ? null
            : $"presented the certificate '{certificate.NameOf()}', which {Describe(use)} and not of a "
                + Noun(wanted);
    }

    /// <summary>Returns why this process' own certificate cannot be used, as a sentence, or null.</summary>
    /// <param name="certificate">The certificate.</param>
    /// <param name="path">Its file.</param>
    /// <param name="wanted">What this process is.</param>
    /// <param name="now">The current time.</param>
    public static string? RefuseOwn(
        X509Certificate2 certificate, string path, CertificateUse wanted, DateTimeOffset now) =>
        Outdated(certificate, now) is { } outdated
            ? $"the certificate '{certificate.NameOf()}' in '{path}' cannot be used, because it "
                + outdated["which ".Length..]
        : certificate.UseOf() is var use && (use == wanted || use == CertificateUse.Node) ? null
        : $"the certificate in '{path}' {Describe(use)} and not of a {Noun(wanted)}: {Remedy} "
            + (wanted == CertificateUse.Node ? "node" : "client");

    /// <summary>Returns the rules for building chains: only these authorities, and nothing from the network.</summary>
    public static X509ChainPolicy CreatePolicy(X509Certificate2Collection authorities)
    {
        var policy = new X509ChainPolicy
        {
            TrustMode = X509ChainTrustMode.CustomRootTrust,
            RevocationMode = X509RevocationMode.NoCheck,
            // A stranger's certificate may name any address to load others from.
            DisableCertificateDownloads = true,
        };
        policy.CustomTrustStore.AddRange(authorities);
        return policy;
    }

    private static string? Outdated(X509Certificate2 certificate, DateTimeOffset now) =>
        now > certificate.EndOf()
            ? $"{OfAuthority(certificate)}which ended on {Format(certificate.EndOf())}: {Remedy}"
        : now < certificate.BeginOf()
            ? $"{OfAuthority(certificate)}which begins only on {Format(certificate.BeginOf())}: compare the clocks"
        : null;

    private static string OfAuthority(X509Certificate2 certificate) =>
        certificate.UseOf() == CertificateUse.Authority ? $"of the authority '{certificate.NameOf()}', " : "";

    private static string Describe(CertificateUse use) => use switch
    {
        CertificateUse.Authority => "is that of an authority",
        CertificateUse.Https => "is for HTTPS only",
        CertificateUse.Client => "is that of a client",
        _ => "names no use in a cluster",
    };

    private static string Noun(CertificateUse wanted) => wanted == CertificateUse.Node ? "node" : "client";

    /// <summary>Returns a time as it is written in sentences.</summary>
    public static string Format(DateTimeOffset time) =>
        time.UtcDateTime.ToString("yyyy-MM-dd HH:mm 'UTC'", CultureInfo.InvariantCulture);
}
