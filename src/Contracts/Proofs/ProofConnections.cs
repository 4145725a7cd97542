using Microsoft.AspNetCore.Connections;

namespace Experiments.Contracts.Proofs;

/// <summary>Lets connections of Orleans begin with a proof, see <see cref="ClusterProof"/>.</summary>
public static class ProofConnections
{
    /// <summary>Connections that this process opens.</summary>
    /// <param name="builder">Builds what happens on a connection.</param>
    /// <param name="proof">The cluster's; asked for when the first connection is there.</param>
    /// <param name="purpose">What they are for.</param>
    public static void UseProofOfCaller(this IConnectionBuilder builder, Func<ClusterProof> proof, ConnectionPurpose purpose) =>
        builder.Use(next => async context =>
        {
            await proof().CallAsync(context.Transport, context.RemoteEndPoint!, purpose, context.ConnectionClosed);
            await next(context);
        });

    /// <summary>Connections that others open to this process.</summary>
    /// <param name="builder">Builds what happens on a connection.</param>
    /// <param name="proof">The cluster's; asked for when the first connection is there.</param>
    /// <param name="purpose">What they are for.</param>
    /// <param name="refused">Told of each that is refused.</param>
    public static void UseProofOfCalled(
        this IConnectionBuilder builder, Func<ClusterProof> proof, ConnectionPurpose purpose, RefusedCallers refused) =>
        builder.Use(next => async context =>
        {
            try
            {
                await proof().AnswerAsync(context.Transport, context.LocalEndPoint!, purpose, context.ConnectionClosed);
            }
            catch (ProofRefusedException stranger)
            {
                refused.Add(context.RemoteEndPoint, stranger);
                throw;
            }

            await next(context);
        });
}
