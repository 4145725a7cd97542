using System.IO.Pipelines;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using Experiments.Contracts.Certificates;

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
    /// <param name="certificates">The certificates with which this process uses TLS, or null if it does not.</param>
    /// <param name="time">The clock that the time limit is measured with.</param>
    /// <param name="cancel">Cancels the probe.</param>
    /// <returns>Null if a silo of the cluster answers; otherwise the reason: a <see cref="ProofRefusedException"/>, a
    /// <see cref="TlsRefusedException"/>, or a <see cref="SocketException"/> or <see cref="TimeoutException"/> if the
    /// address cannot be reached.</returns>
    public static async Task<Exception?> AskAsync(
        IPEndPoint gateway, ClusterProof proof, ClusterCertificates? certificates, TimeProvider time,
        CancellationToken cancel)
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

        var stream = (Stream)client.GetStream();
        await using var tls = certificates is null ? null : new SslStream(stream);
        try
        {
            if (certificates is not null && await HandshakeAsync(tls!, certificates, patience.Token) is { } untrusted)
                return untrusted;
            await proof.CallAsync(
                new Duplex(tls ?? stream), gateway, ConnectionPurpose.Client, cancel, Patience);
            return null;
        }
        catch (ProofRefusedException refused) when (certificates is not null
            && refused.Failure is ProofFailure.HungUp or ProofFailure.Silent)
        {
            return new TlsRefusedException(TlsConnections.HungUp(certificates), cause: refused);
        }
        catch (ProofRefusedException refused)
        {
            return refused;
        }
        catch (OperationCanceledException late) when (!cancel.IsCancellationRequested)
        {
            return new TimeoutException($"no answer from {gateway}", late);
        }
    }

    private static async Task<TlsRefusedException?> HandshakeAsync(
        SslStream tls, ClusterCertificates certificates, CancellationToken cancel)
    {
        var handshake = new TlsHandshake(certificates);
        var options = new SslClientAuthenticationOptions();
        handshake.Configure(options);
        try
        {
            await tls.AuthenticateAsClientAsync(options, cancel);
            return null;
        }
        catch (Exception fault) when (fault is IOException or AuthenticationException)
        {
            return new TlsRefusedException(
                handshake.Refused ?? "does not use TLS as this program does: its EXPERIMENTS_TLS_… variables may not "
                + "be set", cause: fault);
        }
    }

    private sealed class Duplex(Stream stream) : IDuplexPipe
    {
        public PipeReader Input { get; } = PipeReader.Create(stream);

        public PipeWriter Output { get; } = PipeWriter.Create(stream);
    }
}
