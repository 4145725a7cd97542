using System.IO.Pipelines;
using System.Net;
using System.Net.Sockets;

namespace Experiments.Contracts.Proofs;

/// <summary>Asks whether a silo of the cluster listens at an address.</summary>
public static class ProofProbe
{
    /// <summary>
    /// How long a silo may take for its proof. One that has just started, or whose machine is busy, takes seconds; a person would
    /// rather wait than call again.
    /// </summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    /// <summary>Connects, lets each end prove that it belongs to the cluster, and hangs up.</summary>
    /// <param name="gateway">Where clients connect.</param>
    /// <param name="proof">The cluster's.</param>
    /// <param name="time">What is waited with.</param>
    /// <param name="cancel">Gives up.</param>
    /// <returns>Null where one does; else why not: a <see cref="ProofRefusedException"/>, or a <see cref="SocketException"/>
    /// or <see cref="TimeoutException"/> where nobody is reached.</returns>
    public static async Task<Exception?> AskAsync(
        IPEndPoint gateway, ClusterProof proof, TimeProvider time, CancellationToken cancel)
    {
        using var overdue = new CancellationTokenSource(ClusterProof.Patience, time);
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
            return new TimeoutException($"nobody answers at {gateway}", late);
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
