using System.Net.Security;
using Experiments.Contracts.Certificates;
using Microsoft.AspNetCore.Connections;
using Orleans.Connections.Security;

namespace Experiments.Contracts.Proofs;

/// <summary>
/// Puts connections of Orleans into mutual TLS, within which they then begin with the proof of
/// <see cref="ClusterProof"/>. See docs/adr/0072.
/// </summary>
public static class TlsConnections
{
    /// <summary>The first byte of TLS: a record of a handshake (RFC 8446, 5.1).</summary>
    private const byte HandshakeRecord = 22;

    /// <summary>Adds the caller's part of TLS to the connections that this process opens.</summary>
    /// <param name="builder">The builder of the connection pipeline.</param>
    /// <param name="certificates">The certificates of this process.</param>
    /// <param name="refused">Logs the silos that are refused, or null.</param>
    public static void UseTlsOfCaller(
        this IConnectionBuilder builder, ClusterCertificates certificates, RefusedCallers? refused = null)
    {
        builder.Use(next => async context =>
        {
            var handshake = new TlsHandshake(certificates);
            context.Features.Set(handshake);
            try
            {
                await next(context);
                if (!handshake.IsDone)
                    throw new TlsRefusedException(handshake.Refused ?? "did not complete the handshake of TLS");
            }
            catch (Exception fault) when (Explain(fault, handshake, certificates) is { } why)
            {
                refused?.AddCalled(context.RemoteEndPoint, why);
                throw;
            }
        });
        builder.UseClientTls(new TlsOptions
        {
            // The library's own settings are for all connections; these are for each.
            RemoteCertificateMode = RemoteCertificateMode.NoCertificate,
            ClientCertificateMode = RemoteCertificateMode.NoCertificate,
            HandshakeTimeout = ClusterProof.Patience,
            OnAuthenticateAsClient = (context, options) =>
                context.Features.Get<TlsHandshake>()!.Configure(
                    (SslClientAuthenticationOptions)options.SslClientAuthenticationOptions),
        });
        builder.Use(next => context =>
        {
            context.Features.Get<TlsHandshake>()!.Complete();
            return next(context);
        });
    }

    /// <summary>Adds the called end's part of TLS to the connections that others open to this process.</summary>
    /// <param name="builder">The builder of the connection pipeline.</param>
    /// <param name="certificates">The certificates of this process.</param>
    /// <param name="purpose">The purpose of the connections.</param>
    /// <param name="refused">Logs the connections that are refused.</param>
    public static void UseTlsOfCalled(
        this IConnectionBuilder builder, ClusterCertificates certificates, ConnectionPurpose purpose,
        RefusedCallers refused)
    {
        var pending = 0;
        builder.Use(next => async context =>
        {
            var handshake = new TlsHandshake(certificates);
            context.Features.Set(handshake);
            try
            {
                if (Interlocked.Increment(ref pending) > ProofConnections.MostPending)
                    throw new TlsRefusedException(
                        $"came while {ProofConnections.MostPending} others had not completed the handshake of TLS");
                await WaitForTlsAsync(context, certificates.Time);
                await next(context);
                if (!handshake.IsDone)
                    throw new TlsRefusedException(
                        handshake.Refused
                        ?? "broke off the handshake of TLS: it may not trust this node's certificate, or have another "
                        + "version of TLS");
            }
            catch (TlsRefusedException stranger)
            {
                refused.Add(context.RemoteEndPoint, stranger);
                context.Abort();
                throw;
            }
            finally
            {
                if (!handshake.IsDone) Interlocked.Decrement(ref pending);
            }
        });
        builder.UseServerTls(new TlsOptions
        {
            RemoteCertificateMode = RemoteCertificateMode.NoCertificate,
            LocalServerCertificateSelector = (_, _) => certificates.Current().Own,
            HandshakeTimeout = ClusterProof.Patience,
            OnAuthenticateAsServer = (context, options) =>
                context.Features.Get<TlsHandshake>()!.Configure(
                    (SslServerAuthenticationOptions)options.SslServerAuthenticationOptions, purpose),
        });
        builder.Use(next => context =>
        {
            context.Features.Get<TlsHandshake>()!.Complete();
            Interlocked.Decrement(ref pending);
            return next(context);
        });
    }

    /// <summary>
    /// Waits for the first byte, which shows who only looks whether the port is open, and who has no TLS.
    /// </summary>
    private static async Task WaitForTlsAsync(ConnectionContext context, TimeProvider time)
    {
        using var late = new CancellationTokenSource(ClusterProof.Patience, time);
        try
        {
            var read = await context.Transport.Input.ReadAsync(late.Token);
            var (empty, first) = (read.Buffer.IsEmpty, read.Buffer.IsEmpty ? (byte)0 : read.Buffer.FirstSpan[0]);
            context.Transport.Input.AdvanceTo(read.Buffer.Start);
            if (empty) throw new TlsRefusedException("hung up before it said anything", isSilent: true);
            if (first != HandshakeRecord)
                throw new TlsRefusedException(
                    "does not use TLS: its EXPERIMENTS_TLS_… variables are not set, or it is no member of a cluster");
        }
        catch (OperationCanceledException)
        {
            throw new TlsRefusedException("did not begin TLS in time");
        }
        catch (IOException fault)
        {
            throw new TlsRefusedException("hung up before it said anything", isSilent: true, fault);
        }
    }

    // With TLS 1.3 the caller has completed the handshake when its own certificate is refused, and then learns only
    // that the other end hung up.
    private static string? Explain(Exception fault, TlsHandshake handshake, ClusterCertificates certificates) =>
        fault switch
        {
            TlsRefusedException refused => refused.Message,
            ProofRefusedException { Failure: ProofFailure.HungUp or ProofFailure.Silent } when handshake.IsDone =>
                HungUp(certificates),
            _ => null,
        };

    /// <summary>Returns what it may mean that a silo hangs up right after TLS.</summary>
    internal static string HungUp(ClusterCertificates certificates)
    {
        var own = certificates.Current().Own;
        return $"hung up after the handshake of TLS: it may not accept the certificate '{own.NameOf()}' of this "
            + $"machine, which ends on {PeerCheck.Format(own.EndOf())}; its log says why";
    }
}
