using System.Buffers;
using System.IO.Pipelines;
using System.Net;
using System.Security.Cryptography;
using System.Text;

namespace Experiments.Contracts.Proofs;

/// <summary>
/// A mutual proof by the two ends of a new connection that they know a cluster's secret, without sending it. Each end
/// answers the other's random challenge with an HMAC-SHA256 (RFC 2104) of both challenges, its role, the connection's
/// purpose and the address that was called. See docs/adr/0026. Data sent afterwards is neither encrypted nor signed.
/// </summary>
/// <param name="secret">The database's secret.</param>
/// <param name="cluster">Id of the cluster.</param>
/// <param name="time">The clock for timeouts.</param>
/// <remarks>
/// The caller sends magic and version (4 bytes), purpose (1) and challenge (32). The called end answers with magic and
/// version (4), its challenge (32) and its proof (32). The caller then sends its proof (32). The called end proves
/// itself first, so that a caller with another secret notices the difference and reveals nothing.
/// </remarks>
public sealed class ClusterProof(ClusterSecret secret, string cluster, TimeProvider time)
{
    private const int Challenge = 32;
    private const int Proof = HMACSHA256.HashSizeInBytes;

    /// <summary>The time that the other end may take for the whole exchange, unless a caller waits longer.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private readonly byte[] _key = secret.KeyOf(cluster);

    // The last byte is the version.
    private static ReadOnlySpan<byte> Magic => [(byte)'E', (byte)'X', (byte)'P', 1];

    private enum Part : byte { Caller = 1, Called = 2 }

    /// <summary>Proves the secret to the called end and verifies its proof.</summary>
    /// <param name="pipe">The connection, on which nothing has been sent yet. Data after the proof is left in
    /// it.</param>
    /// <param name="called">The address that was called.</param>
    /// <param name="purpose">The purpose of the connection.</param>
    /// <param name="cancel">Cancels the exchange.</param>
    /// <param name="patience">The time that the other end may take. Default: <see cref="Patience"/>.</param>
    /// <exception cref="ProofRefusedException">The other end did not prove that it knows the secret.</exception>
    public Task CallAsync(
        IDuplexPipe pipe, EndPoint called, ConnectionPurpose purpose, CancellationToken cancel,
        TimeSpan? patience = null) =>
        InTimeAsync(patience ?? Patience, async late =>
        {
            var mine = RandomNumberGenerator.GetBytes(Challenge);
            await pipe.Output.WriteAsync((byte[])[.. Magic, (byte)purpose, .. mine], late);
            var answer = await ReadAsync(pipe.Input, Magic.Length + Challenge + Proof, late);
            if (!answer.AsSpan().StartsWith(Magic)) throw new ProofRefusedException(ProofFailure.Unknown);
            var theirs = answer.AsSpan(Magic.Length, Challenge).ToArray();
            Check(answer.AsSpan(Magic.Length + Challenge), Of(Part.Called, purpose, mine, theirs, called));
            await pipe.Output.WriteAsync(Of(Part.Caller, purpose, mine, theirs, called), late);
        }, cancel);

    /// <summary>Verifies the proof of the end that called this one and proves the secret to it.</summary>
    /// <param name="pipe">The connection, on which nothing has been sent yet. Data after the proof is left in
    /// it.</param>
    /// <param name="called">The address of this end.</param>
    /// <param name="purpose">The purpose of the connection.</param>
    /// <param name="cancel">Cancels the exchange.</param>
    /// <exception cref="ProofRefusedException">The other end did not prove that it knows the secret.</exception>
    public Task AnswerAsync(IDuplexPipe pipe, EndPoint called, ConnectionPurpose purpose, CancellationToken cancel) =>
        InTimeAsync(Patience, async patience =>
        {
            var call = await ReadAsync(pipe.Input, Magic.Length + 1 + Challenge, patience);
            if (!call.AsSpan().StartsWith(Magic)) throw new ProofRefusedException(ProofFailure.Unknown);
            if (call[Magic.Length] != (byte)purpose) throw new ProofRefusedException(ProofFailure.Wrong);
            var theirs = call.AsSpan(Magic.Length + 1).ToArray();
            var mine = RandomNumberGenerator.GetBytes(Challenge);
            await pipe.Output.WriteAsync(
                (byte[])[.. Magic, .. mine, .. Of(Part.Called, purpose, theirs, mine, called)], patience);
            var proof = await ReadAsync(pipe.Input, Proof, patience, begun: true);
            Check(proof, Of(Part.Caller, purpose, theirs, mine, called));
        }, cancel);

    private byte[] Of(Part part, ConnectionPurpose purpose, byte[] caller, byte[] called, EndPoint address) =>
        HMACSHA256.HashData(
            _key,
            (byte[])
            [
                (byte)part, .. Magic, (byte)purpose, .. caller, .. called, .. Encoding.UTF8.GetBytes(Plain(address)),
            ]);

    // Both ends must write the address alike, whether or not their socket is IPv6.
    private static string Plain(EndPoint address) => address is IPEndPoint { Address.IsIPv4MappedToIPv6: true } mapped
        ? new IPEndPoint(mapped.Address.MapToIPv4(), mapped.Port).ToString()
        : address.ToString()!;

    private static void Check(ReadOnlySpan<byte> given, ReadOnlySpan<byte> expected)
    {
        if (!CryptographicOperations.FixedTimeEquals(given, expected))
            throw new ProofRefusedException(ProofFailure.Wrong);
    }

    private static async Task<byte[]> ReadAsync(
        PipeReader input, int size, CancellationToken cancel, bool begun = false)
    {
        var read = await input.ReadAtLeastAsync(size, cancel);
        if (read.Buffer.Length < size)
        {
            begun |= !read.Buffer.IsEmpty;
            input.AdvanceTo(read.Buffer.End);
            throw new ProofRefusedException(begun ? ProofFailure.HungUp : ProofFailure.Silent);
        }

        var bytes = read.Buffer.Slice(0, size).ToArray();
        input.AdvanceTo(read.Buffer.GetPosition(size));
        return bytes;
    }

    private async Task InTimeAsync(TimeSpan patience, Func<CancellationToken, Task> exchange, CancellationToken cancel)
    {
        using var late = new CancellationTokenSource(patience, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(late.Token, cancel);
        try
        {
            await exchange(either.Token);
        }
        catch (OperationCanceledException fault) when (late.IsCancellationRequested && !cancel.IsCancellationRequested)
        {
            throw new ProofRefusedException(ProofFailure.Late, fault);
        }
        catch (IOException fault)
        {
            throw new ProofRefusedException(ProofFailure.HungUp, fault);
        }
    }
}
