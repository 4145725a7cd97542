using System.Buffers;
using System.IO.Pipelines;
using System.Net;
using System.Security.Cryptography;
using System.Text;

namespace Experiments.Contracts.Proofs;

/// <summary>
/// Two ends of a new connection prove to each other that they know a cluster's secret, without sending it: each answers the
/// other's random challenge with an HMAC-SHA256 (RFC 2104) of both challenges, its own part, what the connection is for, and
/// the address that was called. See docs/adr/0026. What is sent later is neither encrypted nor signed.
/// </summary>
/// <param name="secret">The database's secret.</param>
/// <param name="cluster">Id of the cluster.</param>
/// <param name="time">What patience is counted with.</param>
/// <remarks>
/// The caller sends magic and version (4 bytes), purpose (1) and challenge (32); the called answers with magic and version
/// (4), its challenge (32) and its proof (32); the caller ends with its proof (32). The called proves first, so that a caller
/// whose secret is another learns it, and gives nothing away.
/// </remarks>
public sealed class ClusterProof(ClusterSecret secret, string cluster, TimeProvider time)
{
    private const int Challenge = 32;
    private const int Proof = HMACSHA256.HashSizeInBytes;

    /// <summary>How long the other end may take for all of it, unless a caller waits longer.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private readonly byte[] _key = secret.KeyOf(cluster);

    // The last byte is the version.
    private static ReadOnlySpan<byte> Magic => [(byte)'E', (byte)'X', (byte)'P', 1];

    private enum Part : byte { Caller = 1, Called = 2 }

    /// <summary>Proves it to whom this end called, and lets them prove it.</summary>
    /// <param name="pipe">The connection, on which nothing was sent yet. What follows the proof is left in it.</param>
    /// <param name="called">The address that was called.</param>
    /// <param name="purpose">What the connection is for.</param>
    /// <param name="cancel">Gives up.</param>
    /// <param name="patience">How long the other end may take. Default: <see cref="Patience"/>.</param>
    /// <exception cref="ProofRefusedException">They did not prove it.</exception>
    public Task CallAsync(
        IDuplexPipe pipe, EndPoint called, ConnectionPurpose purpose, CancellationToken cancel, TimeSpan? patience = null) =>
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

    /// <summary>Proves it to whoever called this end, and lets them prove it.</summary>
    /// <param name="pipe">The connection, on which nothing was sent yet. What follows the proof is left in it.</param>
    /// <param name="called">The address of this end.</param>
    /// <param name="purpose">What the connection is for.</param>
    /// <param name="cancel">Gives up.</param>
    /// <exception cref="ProofRefusedException">They did not prove it.</exception>
    public Task AnswerAsync(IDuplexPipe pipe, EndPoint called, ConnectionPurpose purpose, CancellationToken cancel) =>
        InTimeAsync(Patience, async patience =>
        {
            var call = await ReadAsync(pipe.Input, Magic.Length + 1 + Challenge, patience);
            if (!call.AsSpan().StartsWith(Magic)) throw new ProofRefusedException(ProofFailure.Unknown);
            if (call[Magic.Length] != (byte)purpose) throw new ProofRefusedException(ProofFailure.Wrong);
            var theirs = call.AsSpan(Magic.Length + 1).ToArray();
            var mine = RandomNumberGenerator.GetBytes(Challenge);
            await pipe.Output.WriteAsync((byte[])[.. Magic, .. mine, .. Of(Part.Called, purpose, theirs, mine, called)], patience);
            var proof = await ReadAsync(pipe.Input, Proof, patience, begun: true);
            Check(proof, Of(Part.Caller, purpose, theirs, mine, called));
        }, cancel);

    private byte[] Of(Part part, ConnectionPurpose purpose, byte[] caller, byte[] called, EndPoint address) =>
        HMACSHA256.HashData(
            _key, (byte[])[(byte)part, .. Magic, (byte)purpose, .. caller, .. called, .. Encoding.UTF8.GetBytes(Plain(address))]);

    // Both ends write it alike, whatever kind of socket they have.
    private static string Plain(EndPoint address) => address is IPEndPoint { Address.IsIPv4MappedToIPv6: true } mapped
        ? new IPEndPoint(mapped.Address.MapToIPv4(), mapped.Port).ToString()
        : address.ToString()!;

    private static void Check(ReadOnlySpan<byte> given, ReadOnlySpan<byte> expected)
    {
        if (!CryptographicOperations.FixedTimeEquals(given, expected)) throw new ProofRefusedException(ProofFailure.Wrong);
    }

    private static async Task<byte[]> ReadAsync(PipeReader input, int size, CancellationToken cancel, bool begun = false)
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
