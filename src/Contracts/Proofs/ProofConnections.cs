using Microsoft.AspNetCore.Connections;

namespace Experiments.Contracts.Proofs;

/// <summary>Makes connections of Orleans begin with a proof, see <see cref="ClusterProof"/>.</summary>
public static class ProofConnections
{
    /// <summary>
    /// The maximum number of callers whose proof is pending at the same time, each for a few seconds at most. Strangers
    /// that only connect must not exhaust the process's file descriptors. A silo that is refused for this reason tries
    /// again.
    /// </summary>
    public const int MostPending = 256;

    /// <summary>Adds the caller's part of the proof to the connections that this process opens.</summary>
    /// <param name="builder">The builder of the connection pipeline.</param>
    /// <param name="proof">Returns the cluster's proof; called for each connection.</param>
    /// <param name="purpose">The purpose of the connections.</param>
    public static void UseProofOfCaller(
        this IConnectionBuilder builder, Func<ClusterProof> proof, ConnectionPurpose purpose) =>
        builder.Use(next => async context =>
        {
            await proof().CallAsync(context.Transport, context.RemoteEndPoint!, purpose, context.ConnectionClosed);
            await next(context);
        });

    /// <summary>Adds the called end's part of the proof to the connections that others open to this process.</summary>
    /// <param name="builder">The builder of the connection pipeline.</param>
    /// <param name="proof">Returns the cluster's proof; called for each connection.</param>
    /// <param name="purpose">The purpose of the connections.</param>
    /// <param name="refused">Logs the connections that are refused.</param>
    public static void UseProofOfCalled(
        this IConnectionBuilder builder, Func<ClusterProof> proof, ConnectionPurpose purpose, RefusedCallers refused)
    {
        var pending = 0;
        builder.Use(next => async context =>
        {
            try
            {
                if (Interlocked.Increment(ref pending) > MostPending)
                    throw new ProofRefusedException(ProofFailure.Crowd);
                // A caller that hangs up ends the read. The connection's own token would sometimes be faster,
                // and hide why.
                await proof().AnswerAsync(context.Transport, context.LocalEndPoint!, purpose, CancellationToken.None);
            }
            catch (ProofRefusedException stranger)
            {
                refused.Add(context.RemoteEndPoint, stranger);
                context.Abort();
                throw;
            }
            finally
            {
                Interlocked.Decrement(ref pending);
            }

            await next(context);
        });
    }
}
