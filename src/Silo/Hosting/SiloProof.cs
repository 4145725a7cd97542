using Experiments.Contracts.Proofs;
using Orleans.Configuration;

namespace Experiments.Silo.Hosting;

/// <summary>The proof of this silo's cluster, and the connections that begin with it. See docs/adr/0026.</summary>
internal sealed class SiloProof
{
    private ClusterProof? _proof;

    /// <summary>To be set before the silo starts.</summary>
    public ClusterProof Proof
    {
        get => _proof ?? throw new InvalidOperationException("The database's secret has not been read.");
        set => _proof = value;
    }

    /// <summary>No silo and no client is listened to, or told anything, before it has proved that it belongs here.</summary>
    public static ISiloBuilder UseOn(ISiloBuilder silo)
    {
        silo.Services.AddSingleton<SiloProof>();
        silo.Services.AddSingleton<RefusedCallers>();
        silo.Services.AddOptions<SiloConnectionOptions>().Configure<SiloProof, RefusedCallers>((connections, own, refused) =>
        {
            connections.ConfigureSiloOutboundConnection(to => to.UseProofOfCaller(() => own.Proof, ConnectionPurpose.Silo));
            connections.ConfigureSiloInboundConnection(from => from.UseProofOfCalled(() => own.Proof, ConnectionPurpose.Silo, refused));
            connections.ConfigureGatewayInboundConnection(from => from.UseProofOfCalled(() => own.Proof, ConnectionPurpose.Client, refused));
        });
        return silo;
    }
}
