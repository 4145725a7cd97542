using Experiments.Contracts.Certificates;
using Experiments.Contracts.Proofs;
using Microsoft.AspNetCore.Connections;
using Orleans.Configuration;

namespace Experiments.Silo.Hosting;

/// <summary>
/// Holds the proof of this silo's cluster and requires it at the start of each connection, within TLS if there are
/// certificates. See docs/adr/0026 and 0072.
/// </summary>
internal sealed class SiloProof
{
    private ClusterProof? _proof;

    /// <summary>The proof, which must be set before the silo starts.</summary>
    public ClusterProof Proof
    {
        get => _proof ?? throw new InvalidOperationException("The database's secret has not been read.");
        set => _proof = value;
    }

    /// <summary>
    /// Configures all connections so that no message is exchanged before a silo or client has proved that it belongs to
    /// the cluster.
    /// </summary>
    public static ISiloBuilder UseOn(ISiloBuilder silo)
    {
        silo.Services.AddSingleton<SiloProof>();
        silo.Services.AddSingleton<RefusedCallers>();
        silo.Services.AddOptions<SiloConnectionOptions>()
            .Configure<SiloProof, RefusedCallers, IServiceProvider>((connections, own, refused, services) =>
            {
                var certificates = services.GetService<ClusterCertificates>();
                connections.ConfigureSiloOutboundConnection(to =>
                {
                    if (certificates is not null) to.UseTlsOfCaller(certificates, refused);
                    to.UseProofOfCaller(() => own.Proof, ConnectionPurpose.Silo);
                });
                connections.ConfigureSiloInboundConnection(from => Answer(from, ConnectionPurpose.Silo));
                connections.ConfigureGatewayInboundConnection(from => Answer(from, ConnectionPurpose.Client));

                void Answer(IConnectionBuilder from, ConnectionPurpose purpose)
                {
                    if (certificates is not null) from.UseTlsOfCalled(certificates, purpose, refused);
                    from.UseProofOfCalled(() => own.Proof, purpose, refused);
                }
            });
        return silo;
    }
}
