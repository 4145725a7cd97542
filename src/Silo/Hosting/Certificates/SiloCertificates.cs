using System.Net;
using Experiments.Contracts.Certificates;

namespace Experiments.Silo.Hosting.Certificates;

/// <summary>The certificates with which a silo's connections to silos and clients use TLS, if it has any.</summary>
internal static partial class SiloCertificates
{
    /// <summary>Adds the certificates that environment variables name, and what watches their ends.</summary>
    /// <exception cref="UserErrorException">Only some of the variables are set.</exception>
    public static IServiceCollection AddClusterCertificates(this IServiceCollection services)
    {
        if (CertificatePaths.FromEnvironment(Environment.GetEnvironmentVariable) is not { } paths) return services;
        services.AddSingleton(provider => new ClusterCertificates(
            paths, provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<ILogger<ClusterCertificates>>()));
        services.AddHostedService<CertificateWatch>();
        services.AddHealthChecks().AddCheck<CertificateCheck>("certificate", tags: ["ready"]);
        return services;
    }

    /// <summary>Checks the silo's own certificate, if it has one.</summary>
    /// <exception cref="UserErrorException">
    /// The files cannot be used, or the certificate is not that of a node, or has expired.
    /// </exception>
    public static void Check(IServiceProvider services) =>
        services.GetService<ClusterCertificates>()?.EnsureUsable(CertificateUse.Node);

    /// <summary>Warns if others could read along.</summary>
    /// <param name="services">The services of the silo.</param>
    /// <param name="listen">The address that the silo listens on.</param>
    public static void WarnIfUnencrypted(IServiceProvider services, string listen)
    {
        if (services.GetService<ClusterCertificates>() is null && !IPAddress.IsLoopback(IPAddress.Parse(listen)))
            LogUnencrypted(
                services.GetRequiredService<ILoggerFactory>().CreateLogger(typeof(SiloCertificates)), listen);
    }

    [LoggerMessage(
        100, LogLevel.Warning,
        "Connections to other silos and to clients at {Address} begin with a proof and are not encrypted: whoever can "
        + "read the network reads and changes what they say. 'experiments cert node' creates certificates for TLS; see "
        + "docs/security.md.")]
    private static partial void LogUnencrypted(ILogger log, string address);
}
