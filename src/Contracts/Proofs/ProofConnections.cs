using Microsoft.AspNetCore.Connections;

namespace Experiments.Contracts.Proofs;

/// <summary>Lets connections of Orleans begin with a proof, see <see cref="ClusterProof"/>.</summary>
public static class ProofConnections
{
    /// <summary>
    /// Callers that may be at their proof at the same time, each for a few seconds at most: strangers who only connect shall not
    /// use up the process's files. A silo that is refused for that tries again.
    /// </summary>
    public const int MostPending = 256;

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
        this IConnectionBuilder builder, Func<ClusterProof> proof, ConnectionPurpose purpose, RefusedCallers refused)
    {
        var pending = 0;
        builder.Use(next => async context =>
        {
            try
            {
                if (Interlocked.Increment(ref pending) > MostPending) throw new ProofRefusedException(ProofFailure.Crowd);
                // Who hangs up ends what is read; the token of the closed connection would be faster at times, and hide why.
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
