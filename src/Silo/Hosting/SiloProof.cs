using Experiments.Contracts.Proofs;
using Orleans.Configuration;

namespace Experiments.Silo.Hosting;

/// <summary>
/// Holds the proof of this silo's cluster and requires it at the start of each connection. See docs/adr/0026.
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
            .Configure<SiloProof, RefusedCallers>((connections, own, refused) =>
            {
                connections.ConfigureSiloOutboundConnection(
                    to => to.UseProofOfCaller(() => own.Proof, ConnectionPurpose.Silo));
                connections.ConfigureSiloInboundConnection(
                    from => from.UseProofOfCalled(() => own.Proof, ConnectionPurpose.Silo, refused));
                connections.ConfigureGatewayInboundConnection(
                    from => from.UseProofOfCalled(() => own.Proof, ConnectionPurpose.Client, refused));
            });
        return silo;
    }
}
