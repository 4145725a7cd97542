using System.IO.Pipelines;
using System.Net;
using System.Net.Sockets;

namespace Experiments.Contracts.Proofs;

/// <summary>Checks whether a silo of the cluster listens at an address.</summary>
public static class ProofProbe
{
    /// <summary>
    /// The time that a silo may take for its proof. One that has just started, or whose machine is busy, takes seconds;
    /// a user would rather wait than try again.
    /// </summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    /// <summary>Connects, lets each end prove that it belongs to the cluster, and hangs up.</summary>
    /// <param name="gateway">The address for clients.</param>
    /// <param name="proof">The cluster's proof.</param>
    /// <param name="time">The clock that the time limit is measured with.</param>
    /// <param name="cancel">Cancels the probe.</param>
    /// <returns>Null if a silo of the cluster answers; otherwise the reason: a <see cref="ProofRefusedException"/>, or
    /// a <see cref="SocketException"/> or <see cref="TimeoutException"/> if the address cannot be reached.</returns>
    public static async Task<Exception?> AskAsync(
        IPEndPoint gateway, ClusterProof proof, TimeProvider time, CancellationToken cancel)
    {
        using var overdue = new CancellationTokenSource(Patience, time);
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(overdue.Token, cancel);
        using var client = new TcpClient(gateway.AddressFamily);
        try
        {
            await client.ConnectAsync(gateway, patience.Token);
        }
        catch (SocketException unreachable)
        {
            return unreachable;
        }
        catch (OperationCanceledException late) when (!cancel.IsCancellationRequested)
        {
            return new TimeoutException($"no answer from {gateway}", late);
        }

        try
        {
            await proof.CallAsync(new Duplex(client.GetStream()), gateway, ConnectionPurpose.Client, cancel, Patience);
            return null;
        }
        catch (ProofRefusedException refused)
        {
            return refused;
        }
    }

    private sealed class Duplex(NetworkStream stream) : IDuplexPipe
    {
        public PipeReader Input { get; } = PipeReader.Create(stream);

        public PipeWriter Output { get; } = PipeWriter.Create(stream);
    }
}
